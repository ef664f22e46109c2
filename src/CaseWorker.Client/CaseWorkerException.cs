using System.Net;

namespace CaseWorker.Client;

/// <summary>CaseWorker gave an answer that is no outcome of the call: the key is wrong, a list can't be read, or something is broken.</summary>
public sealed class CaseWorkerException : Exception
{
    internal CaseWorkerException(string message, HttpStatusCode? status, Problem? problem, Exception? cause)
        : base(message, cause)
    {
        Status = status;
        Problem = problem;
    }

    /// <summary>What was answered; null: no answer came.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>What CaseWorker says about it; null: nothing that could be read.</summary>
    public Problem? Problem { get; }

    internal static CaseWorkerException Of(Sent sent)
    {
        if (sent.Answer is not { } answer)
            return new CaseWorkerException($"CaseWorker did not answer in {sent.Attempts} attempts.", null, null, sent.Failure);

        var problem = Problem.Read(answer.Body);
        var sentence = problem is null ? "" : $": {problem.Title} {problem.Detail}".TrimEnd();
        return new CaseWorkerException($"CaseWorker answered {(int)answer.Status}{sentence}", answer.Status, problem, null);
    }
}
