using System.Runtime.CompilerServices;
using System.Text;

namespace CaseWorker.Storage.ActionManagement;

/// <summary>A piece of a statement in both dialects.</summary>
internal readonly record struct SqlPart(string SqlServer, string Sqlite)
{
    /// <summary>A piece that both dialects understand as it stands.</summary>
    public static SqlPart Both(string text) => new(text, text);

    /// <summary>A piece of pieces: what stands between them is the same in both dialects.</summary>
    public static SqlPart Of(Text text) => text.ToPart();

    public static SqlPart Join(string separator, IEnumerable<SqlPart> parts)
    {
        var all = parts.ToArray();
        return new SqlPart(string.Join(separator, all.Select(part => part.SqlServer)), string.Join(separator, all.Select(part => part.Sqlite)));
    }

    /// <summary>An interpolated string of pieces.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Text(int literalLength, int formattedCount)
    {
        private readonly StringBuilder sqlServer = new(literalLength + (formattedCount * 20));
        private readonly StringBuilder sqlite = new(literalLength + (formattedCount * 20));

        public void AppendLiteral(string text) => AppendFormatted(text);

        public void AppendFormatted(string text)
        {
            sqlServer.Append(text);
            sqlite.Append(text);
        }

        public void AppendFormatted(SqlPart part)
        {
            sqlServer.Append(part.SqlServer);
            sqlite.Append(part.Sqlite);
        }

        public SqlPart ToPart() => new(sqlServer.ToString(), sqlite.ToString());
    }
}
