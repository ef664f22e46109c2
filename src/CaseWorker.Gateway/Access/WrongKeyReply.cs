using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Access;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Access;

/// <summary>What whoever sent a wrong key is told: 401, and after many of them 429, late.</summary>
internal static class WrongKeyReply
{
    /// <summary>Counts it. Null: the address has had no more than its share.</summary>
    public static async Task<Problem?> CountAsync(HttpContext context, BadKeys badKeys)
    {
        if (badKeys.Add(context.Connection.RemoteIpAddress) is not { } left)
            return null;

        await badKeys.HoldBackAsync(context.RequestAborted);
        return Problem.TooManyBadKeys(Math.Max(1, (int)Math.Ceiling(left.TotalSeconds)));
    }
}
