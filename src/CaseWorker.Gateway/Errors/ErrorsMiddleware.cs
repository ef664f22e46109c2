using CaseWorker.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Gateway.Errors;

/// <summary>Gives every error a body: routes that don't exist, methods they don't know, requests that break off, and our own mistakes.</summary>
internal sealed partial class ErrorsMiddleware(RequestDelegate next, Database database, ILogger<ErrorsMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = exception.StatusCode;
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted && database.IsTransient(exception))
        {
            LogDatabaseAway(exception, context.Request.Method, context.Request.Path);
            context.Response.Clear();
            await Problem.DatabaseAway().ExecuteAsync(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            LogUnhandled(exception, context.Request.Method, context.Request.Path);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        if (IsBareError(context.Response))
            await Problem.OfStatus(context.Response.StatusCode).ExecuteAsync(context);
    }

    private static bool IsBareError(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null };

    [LoggerMessage(6001, LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogUnhandled(Exception exception, string method, string path);

    [LoggerMessage(6002, LogLevel.Warning, "{Method} {Path} was answered 503: the database is away or busy")]
    private partial void LogDatabaseAway(Exception exception, string method, string path);
}
