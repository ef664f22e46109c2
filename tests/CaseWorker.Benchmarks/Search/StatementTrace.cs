using System.Runtime.InteropServices;
using System.Text;

namespace CaseWorker.Benchmarks.Search;

/// <summary>
/// Runs inside the program under measurement: writes every statement that SQLite begins into a file, as it was prepared and with its
/// values, so that the same SQL can be run by hand. Each is its text, a separator, the text with values, and another separator.
/// </summary>
internal static unsafe class StatementTrace
{
    /// <summary>The file, in the environment of the measured process.</summary>
    public const string Variable = "CASEWORKER_BENCH_TRACE";

    /// <summary>Between the two texts of a statement.</summary>
    public const char Between = '\u001F';

    /// <summary>After a statement.</summary>
    public const char After = '\u001E';

    private const int StatementBegins = 1;
    private static readonly Lock OneAtATime = new();
    private static FileStream? file;
    private static delegate* unmanaged<nint, uint, delegate* unmanaged<uint, nint, nint, nint, int>, nint, int> trace;
    private static delegate* unmanaged<nint, nint> textOf;
    private static delegate* unmanaged<nint, nint> textWithValuesOf;
    private static delegate* unmanaged<nint, void> free;

    /// <summary>Every connection that is opened from now on is traced.</summary>
    public static void Start(string path)
    {
        file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 1);

        // The very copy of SQLite that the program uses.
        var library = NativeLibrary.Load("e_sqlite3", typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, null);
        trace = (delegate* unmanaged<nint, uint, delegate* unmanaged<uint, nint, nint, nint, int>, nint, int>)NativeLibrary.GetExport(library, "sqlite3_trace_v2");
        textOf = (delegate* unmanaged<nint, nint>)NativeLibrary.GetExport(library, "sqlite3_sql");
        textWithValuesOf = (delegate* unmanaged<nint, nint>)NativeLibrary.GetExport(library, "sqlite3_expanded_sql");
        free = (delegate* unmanaged<nint, void>)NativeLibrary.GetExport(library, "sqlite3_free");
        var onOpen = (delegate* unmanaged<delegate* unmanaged<nint, nint, nint, int>, int>)NativeLibrary.GetExport(library, "sqlite3_auto_extension");
        if (onOpen(&Opened) != 0)
            throw new InvalidOperationException("SQLite must take the trace, does not.");
    }

    [UnmanagedCallersOnly]
    private static int Opened(nint connection, nint error, nint routines) => trace(connection, StatementBegins, &Begun, 0);

    [UnmanagedCallersOnly]
    private static int Begun(uint kind, nint context, nint statement, nint text)
    {
        // Comments are what triggers and virtual tables do.
        if (Marshal.ReadByte(text) == (byte)'-')
            return 0;

        var withValues = textWithValuesOf(statement);
        var line = $"{Marshal.PtrToStringUTF8(textOf(statement))}{Between}{Marshal.PtrToStringUTF8(withValues)}{After}";
        free(withValues);
        lock (OneAtATime)
            file!.Write(Encoding.UTF8.GetBytes(line));

        return 0;
    }
}
