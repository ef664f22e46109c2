using System.Text;
using System.Text.Json;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Assignment;

/// <summary>Why a member of the department was left out: inactive, out-of-office or at-cap.</summary>
public sealed record Exclusion(int RepId, string Reason);

/// <summary>Who may get a case of a department at one instant, and who may not and why; both by ascending rep id.</summary>
public sealed class Eligibility
{
    private RepSetRow? eligibleSet;
    private RepSetRow? excludedSet;

    private Eligibility(IReadOnlyList<Rep> eligible, IReadOnlyList<Exclusion> excluded)
    {
        Eligible = eligible;
        Excluded = excluded;
    }

    public IReadOnlyList<Rep> Eligible { get; }

    public IReadOnlyList<Exclusion> Excluded { get; }

    /// <summary>The eligible ids as the row that is stored once: <c>[100,101]</c>.</summary>
    public RepSetRow EligibleSet => eligibleSet ??= Row(writer =>
    {
        foreach (var rep in Eligible)
            writer.WriteNumberValue(rep.RepId);
    });

    /// <summary>The exclusions as the row that is stored once: <c>[{"repId":102,"reason":"inactive"}]</c>.</summary>
    public RepSetRow ExcludedSet => excludedSet ??= Row(writer =>
    {
        foreach (var exclusion in Excluded)
        {
            writer.WriteStartObject();
            writer.WriteNumber("repId", exclusion.RepId);
            writer.WriteString("reason", exclusion.Reason);
            writer.WriteEndObject();
        }
    });

    /// <summary>Active, member, not out of office, under the cap (spec 3).</summary>
    /// <param name="openCases">New and open cases per rep; asked only for reps with a cap.</param>
    public static Eligibility Of(Department department, DateTimeOffset at, Func<int, int> openCases)
    {
        var eligible = new List<Rep>(department.Reps.Count);
        var excluded = new List<Exclusion>();
        foreach (var rep in department.Reps)
        {
            if (ReasonAgainst(rep, at, openCases) is { } reason)
                excluded.Add(new Exclusion(rep.RepId, reason));
            else
                eligible.Add(rep);
        }

        return new Eligibility(eligible, excluded);
    }

    private static string? ReasonAgainst(Rep rep, DateTimeOffset at, Func<int, int> openCases)
    {
        if (!rep.Active)
            return "inactive";
        if (rep.IsOutOfOffice(at))
            return "out-of-office";
        return rep.MaxOpenCases is { } cap && openCases(rep.RepId) >= cap ? "at-cap" : null;
    }

    private static RepSetRow Row(Action<Utf8JsonWriter> writeMembers)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            writeMembers(writer);
            writer.WriteEndArray();
        }

        var text = buffer.ToArray();
        return new RepSetRow(MessageHash.OfBody(text), Encoding.UTF8.GetString(text));
    }
}
