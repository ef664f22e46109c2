using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace CaseWorker.Storage.Dialects;

/// <summary>The values of the row on which a statement stands, asked of SQLite itself: of the very library that the driver uses.</summary>
/// <remarks>
/// The driver's calls protect the statement's handle against being closed meanwhile, at each value: more work than getting the value.
/// Here whoever steps the statement owns it and keeps it open. What only looks, in some nanoseconds, does not tell the runtime that it left.
/// </remarks>
internal static unsafe partial class SqliteColumns
{
    /// <summary>As the driver calls it.</summary>
    public const string Library = "e_sqlite3";
    private const DllImportSearchPath Places = DllImportSearchPath.SafeDirectories;

    /// <summary>SQLITE_INTEGER and so on.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_column_type"), DefaultDllImportSearchPaths(Places), SuppressGCTransition, UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int TypeOf(nint statement, int column);

    /// <summary>0 for NULL.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64"), DefaultDllImportSearchPaths(Places), SuppressGCTransition, UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial long NumberOf(nint statement, int column);

    /// <summary>Null for NULL.</summary>
    public static string? TextOf(nint statement, int column)
    {
        var text = Utf8Of(statement, column);
        return text is null ? null : Encoding.UTF8.GetString(text, LengthOf(statement, column));
    }

    // May have to copy a long text.
    [LibraryImport(Library, EntryPoint = "sqlite3_column_text"), DefaultDllImportSearchPaths(Places), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial byte* Utf8Of(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes"), DefaultDllImportSearchPaths(Places), SuppressGCTransition, UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int LengthOf(nint statement, int column);
}
