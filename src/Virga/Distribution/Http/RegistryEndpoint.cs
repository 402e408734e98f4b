using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Virga.Service;
using Virga.Service.Http;
using Virga.State;

namespace Virga.Distribution.Http;

/// <summary>
/// The registry that docker and its kin speak to: distribution-spec 1.1 under <c>/v2/</c>, on the port of the API. What
/// is pushed here is what ECR's API shows, since both read the same rows.
/// </summary>
internal sealed partial class RegistryEndpoint(Store store, Outside outside, ILogger log) : IHttpEndpoint
{
    public bool Handles(HttpRequest request) =>
        request.Path.Value is { } path && (path == "/v2" || path.StartsWith("/v2/", StringComparison.Ordinal));

    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        try
        {
            await RunAsync(http).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RegistryError or AwsException)
        {
            var error = exception as RegistryError ?? RegistryError.Of((AwsException)exception);
            if (!http.Response.HasStarted) await error.WriteAsync(http).ConfigureAwait(false);
        }
        catch (Exception exception) when (http.RequestAborted.IsCancellationRequested || http.Response.HasStarted)
        {
            Log.Aborted(log, http.Request.Method, http.Request.Path.Value, exception.Message);
            http.Abort();
        }
        catch (Exception exception)
        {
            Log.Defect(log, http.Request.Method, http.Request.Path.Value, exception);
            await new RegistryError(500, "UNKNOWN", "An internal error has occurred.").WriteAsync(http)
                .ConfigureAwait(false);
        }
    }

    private async Task RunAsync(HttpContext http)
    {
        var path = RegistryPath.Parse(http.Request.Host.Host, http.Request.Path.Value!, store.Rules.DefaultAccountId)
            ?? throw new RegistryError(404, "NAME_INVALID", "No such endpoint");
        var system = Caller.System(path.Scope.Account);
        var caller = RegistryAuthentication.Resolve(http.Request, path, store.Read(path.Scope, system));
        var call = new RegistryCall(http, path, new(store, outside, path.Scope, caller, isDryRun: false));
        if (outside.Backing is { } backing) await backing.ReadyAsync(http.RequestAborted).ConfigureAwait(false);
        await (path.Kind switch
        {
            RegistryPathKind.Base => ListCalls.BaseAsync(call),
            RegistryPathKind.Catalog => ListCalls.CatalogAsync(call),
            RegistryPathKind.Tags => ListCalls.TagsAsync(call),
            RegistryPathKind.Referrers => ListCalls.ReferrersAsync(call),
            RegistryPathKind.Blob => BlobCalls.RunAsync(call),
            RegistryPathKind.Uploads => UploadCalls.BeginAsync(call),
            RegistryPathKind.Upload => UploadCalls.RunAsync(call),
            _ => ManifestCalls.RunAsync(call),
        }).ConfigureAwait(false);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} {Path} broke off: {Reason}")]
        public static partial void Aborted(ILogger log, string method, string? path, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
        public static partial void Defect(ILogger log, string method, string? path, Exception exception);
    }
}
