using System.Text;

namespace CaseWorker.Tests.Fuzz;

/// <summary>Writes fields as forms do, well or badly.</summary>
internal static class FormMutation
{
    private static readonly string[] Brackets = ["[]", "[0]", "[1]", "[99999999999]", "[x]", "[before]", "[0][type]", "[0][0][0][0][0][0][0][0][0]", "[", "]", "[[]]", "[-1]", "[][]", "[ ]", "[0]x"];

    /// <summary>One or two fields with other values, doubled, missing, or new.</summary>
    public static List<(string Name, string Value)> Mutate(IReadOnlyList<(string Name, string Value)> good, Random random)
    {
        var fields = good.ToList();
        for (var n = random.Next(1, 3); n > 0; n--)
        {
            var place = random.Next(fields.Count + 1);
            switch (random.Next(7))
            {
                case 6 when place < fields.Count:
                    fields[place] = (fields[place].Name + random.Pick(Brackets), fields[place].Value);
                    fields.Insert(place, (fields[place].Name.Split('[')[0] + random.Pick(Brackets), NastyValues.ShortText(random)));
                    break;
                case < 3 when place < fields.Count:
                    fields[place] = (fields[place].Name, NastyValues.Text(random));
                    break;
                case 3 when place < fields.Count:
                    fields.RemoveAt(place);
                    break;
                case 4 when place < fields.Count:
                    fields.Add(random.Once(2) ? fields[place] : (fields[place].Name.ToUpperInvariant(), NastyValues.ShortText(random)));
                    break;
                default:
                    fields.Add((NastyValues.ShortText(random), NastyValues.ShortText(random)));
                    break;
            }
        }

        return fields;
    }

    public static byte[] Encode(IReadOnlyList<(string Name, string Value)> fields) =>
        Encoding.ASCII.GetBytes(string.Join('&', fields.Select(field => $"{Escape(field.Name)}={Escape(field.Value)}")));

    /// <summary>Percent signs that mean nothing, bytes that are no text, separators in a row.</summary>
    public static byte[] EncodeBadly(IReadOnlyList<(string Name, string Value)> fields, Random random) =>
    [
        .. Encode(fields),
        .. Encoding.Latin1.GetBytes(random.Pick(["&%zz=%", "&a=%ff%fe", "&=&&=", "&a", "&é=\u00ff", "&a=%00", "&a%5b0%5d=1", "&a[b]=2", "&CustomProperties[x=1", "&CustomProperties[0].Key=", string.Concat(Enumerable.Repeat("&a=b", 3000))])),
    ];

    /// <summary>multipart/form-data and its content type; mostly as it should be.</summary>
    public static (byte[] Body, string ContentType) Multipart(IReadOnlyList<(string Name, string Value)> fields, Random random, bool isGood)
    {
        var trouble = isGood ? -1 : random.Next(12);
        const string boundary = "----qzboundary";
        var body = new StringBuilder();
        foreach (var (name, value) in fields)
        {
            body.Append(trouble == 0 ? "--other\r\n" : $"--{boundary}\r\n");
            body.Append(trouble switch
            {
                1 => "Content-Disposition: form-data\r\n",
                2 => "Content-Type: text/plain\r\n",
                3 => $"Content-Disposition: form-data; name=\"{name}\"; filename=\"../../{name}\"\r\nContent-Type: application/octet-stream\r\n",
                4 => $"Content-Disposition: form-data; name={name.Replace('"', '\'')}; name=twice\r\n",
                5 => $"X-Long: {new string('x', 20_000)}\r\n",
                6 => string.Concat(Enumerable.Range(0, 100).Select(n => $"X-{n}: y\r\n")),
                7 => "no header at all\r\n",
                8 => $"Content-Disposition: form-data; name=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\nContent-Type: text/plain; charset=nonsense\r\n",
                _ => $"Content-Disposition: form-data; name=\"{name.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)}\"\r\n",
            });
            body.Append("\r\n").Append(value).Append("\r\n");
        }

        if (trouble != 9)
            body.Append($"--{boundary}--\r\n");

        var said = trouble switch
        {
            10 => random.Pick(["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"", $"multipart/form-data; boundary={new string('b', 500)}"]),
            11 => "multipart/mixed; boundary=" + boundary,
            _ => "multipart/form-data; boundary=" + boundary,
        };
        return (Encoding.UTF8.GetBytes(body.ToString()), said);
    }

    /// <summary>As a query or form writes it; half a pair as the bytes that careless programs send.</summary>
    public static string Escape(string text) =>
        string.Join("%ED%A0%BD", text.Split(NastyValues.LoneSurrogate).Select(part => Uri.EscapeDataString(part)));
}
