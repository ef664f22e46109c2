using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage.Assignment;

namespace CaseWorker.Processing.Assignment;

/// <summary>A decision about one case, with everything that explains it.</summary>
/// <param name="Choice">The rep is null: the case waits.</param>
/// <param name="Cause">
/// Why a decision was taken: intake, requested, requested-rep-not-eligible, stored-closed, joined-line, line, reopened, transfer, manual, or released-
/// and the reason.
/// </param>
public sealed record Decision(Choice Choice, Eligibility Eligibility, string Cause)
{
    /// <summary>Null: the case waits.</summary>
    public Rep? Rep => Choice.Rep;
}

/// <summary>One department inside one transaction: decides case after case and keeps line, load and turn up to date.</summary>
/// <param name="line">The department's row: locked when <see cref="AssignmentRule.NeedsLock"/>, when it waits, or when nobody is eligible.</param>
/// <param name="load">New and open cases of the reps, for those with caps and with least-open; shared by all lines of the transaction.</param>
public sealed class DepartmentLine(Department department, DepartmentLineRow line, Dictionary<int, int> load, DateTimeOffset at, Random random)
{
    private int? lastRepId = line.LastRepId;
    private int waiting = line.Waiting;
    private Eligibility? eligibility;

    /// <summary>Whether <see cref="Row"/> must be written back.</summary>
    public bool HasChanged => lastRepId != line.LastRepId || waiting != line.Waiting;

    /// <summary>The row as the decisions so far left it.</summary>
    public DepartmentLineRow Row => line with { LastRepId = lastRepId, Waiting = waiting };

    /// <summary>Decides a case that just came in: while others wait it joins them, else it is given to a rep if there is one.</summary>
    /// <param name="cause">Told unless the line or the wish is the reason.</param>
    public Decision Admit(int? wantedRepId, string cause = "intake")
    {
        if (waiting > 0)
        {
            waiting++;
            return new Decision(new Choice(null, AssignmentRule.WordOf(department.Strategy), null, null), CurrentEligibility(), "joined-line");
        }

        var decision = Decide(wantedRepId, wantedRepId is null ? cause : "requested");
        if (decision.Rep is null)
            waiting++;

        return wantedRepId is not null && decision.Choice.Strategy != "explicit"
            ? decision with { Cause = "requested-rep-not-eligible" }
            : decision;
    }

    /// <summary>Chooses who is said to have had a case that is stored closed: nobody has it more or less, and no line is passed. Without an eligible rep nobody.</summary>
    public Decision Settle()
    {
        var current = CurrentEligibility();
        return new Decision(AssignmentRule.Choose(department, current.Eligible, null, lastRepId, OpenCases, random), current, "stored-closed");
    }

    /// <summary>Decides the case at the head of the line; without an eligible rep it stays there.</summary>
    public Decision Serve()
    {
        var decision = Decide(null, "line");
        if (decision.Rep is not null)
            waiting = Math.Max(0, waiting - 1);

        return decision;
    }

    /// <summary>Gives a case to this rep, past all who wait: because it was the rep's before, or because a person says so. Null: not eligible.</summary>
    public Decision? Give(int repId, string strategy, string cause) =>
        CurrentEligibility().Eligible.FirstOrDefault(rep => rep.RepId == repId) is { } eligible ? Hand(eligible, strategy, cause) : null;

    /// <summary>Gives a case to a member of the department whether eligible or not.</summary>
    public Decision Hand(Rep member, string strategy, string cause)
    {
        var decision = new Decision(new Choice(member, strategy, null, null), CurrentEligibility(), cause);
        load[member.RepId] = OpenCases(member.RepId) + 1;
        return decision;
    }

    /// <summary>Takes a case back from its rep; it waits, with its old place.</summary>
    /// <param name="reason">As <see cref="AbsenceRule.ReasonToRelease"/> has it.</param>
    public Decision Release(int fromRepId, string reason)
    {
        waiting++;
        Unload(fromRepId);
        return new Decision(new Choice(null, AssignmentRule.WordOf(department.Strategy), null, null), CurrentEligibility(), "released-" + reason);
    }

    /// <summary>A waiting case leaves the line without being served: it was closed, deleted, transferred or given away.</summary>
    public void Leave() => waiting = Math.Max(0, waiting - 1);

    /// <summary>A rep has one case less.</summary>
    public void Unload(int repId) => load[repId] = Math.Max(0, OpenCases(repId) - 1);

    /// <summary>Who is eligible after the decisions so far.</summary>
    public Eligibility CurrentEligibility()
    {
        // With caps a case given in another department of this transaction counts too, so nothing is kept.
        if (eligibility is null || department.Reps.Any(rep => rep.MaxOpenCases is not null))
            eligibility = Eligibility.Of(department, at, OpenCases);

        return eligibility;
    }

    private Decision Decide(int? wantedRepId, string cause)
    {
        var current = CurrentEligibility();
        var choice = AssignmentRule.Choose(department, current.Eligible, wantedRepId, lastRepId, OpenCases, random);
        if (choice.Rep is { } rep)
        {
            load[rep.RepId] = OpenCases(rep.RepId) + 1;
            if (department.Strategy == AssignmentStrategy.RoundRobin)
                lastRepId = rep.RepId;
        }

        return new Decision(choice, current, cause);
    }

    private int OpenCases(int repId) => load.GetValueOrDefault(repId);
}
