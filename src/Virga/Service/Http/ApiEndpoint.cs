using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Virga.Iam.Authentication;
using Virga.Iam.Authorization;
using Virga.Iam.LastUse;
using Virga.State;
using Virga.Wire;

namespace Virga.Service.Http;

/// <summary>
/// The AWS API over HTTP: finds the service, reads the request, runs the operation, writes the answer.
/// </summary>
internal sealed partial class ApiEndpoint(Dispatcher dispatcher, ILogger log) : IHttpEndpoint
{
    /// <summary>A layer part of ECR is at most 20 MiB before base64; nothing else comes near.</summary>
    private const int MaxJsonBytes = 32 * 1_024 * 1_024;

    private const int MaxQueryBytes = 8 * 1_024 * 1_024;

    private readonly RequestIds requestIds = new();

    /// <summary>The API is what nobody else claims; keep it last.</summary>
    public bool Handles(HttpRequest request) => true;

    public async Task HandleAsync(HttpContext http)
    {
        var requestId = requestIds.Next();
        using var buffer = new AnswerBuffer();
        var call = new ApiCall(http.Request);
        var status = HttpStatusCode.OK;
        try
        {
            await RunAsync(http, call, buffer, requestId).ConfigureAwait(false);
        }
        catch (Exception exception) when (!http.RequestAborted.IsCancellationRequested)
        {
            var error = Explain(exception, call, requestId);
            status = error.Status;
            buffer.Clear();
            if (call.Api?.Routes is not null) http.Response.Headers["x-amzn-ErrorType"] = error.Code;
            ApiAnswer.WriteError(buffer, call.Api, error.Code, error.Message, status, requestId);
        }

        await SendAsync(http.Response, call.Api, buffer.Written, status, requestId).ConfigureAwait(false);
    }

    private async Task RunAsync(HttpContext http, ApiCall call, AnswerBuffer answer, string requestId)
    {
        var isJson = ApiRouter.Target(http.Request) is not null;
        var limit = isJson ? MaxJsonBytes : MaxQueryBytes;
        var body = await RequestBody.ReadAsync(http.Request, limit).ConfigureAwait(false);
        call.Read(body);
        var api = call.Api ?? throw call.Unroutable();
        var store = dispatcher.Store;
        var caller = RequestAuthentication.Resolve(http.Request, body, api, call.Action ?? "", store) with
        {
            Endpoint = http.Request.Host.Value,
            IsSecure = http.Request.IsHttps,
        };
        var operation = call.Operation ?? throw CommonErrors.InvalidAction(call.Action ?? "", api.Version);
        var region = ApiRouter.Region(http.Request, call.Credential);
        Uses.Note(store, caller, region, api.Name, operation.Name);
        object input;
        try
        {
            input = call.ReadInput();
        }
        catch (InputException fault)
        {
            throw InputFaults.Explain(api, fault);
        }

        var scope = new Scope(caller.Account, region);
        if (store.Rules.IsAuthEnforced)
        {
            RequestAuthorization.Check(store.Read(scope, caller), api, operation.Name, http.Request, body);
            caller = caller with { IsAuthorized = true };
        }

        var output = await dispatcher.RunAsync(
            api, operation, input, scope, caller, call.Body, result => ApiAnswer.Keep(api, operation, result),
            http.RequestAborted).ConfigureAwait(false);
        ApiAnswer.Write(answer, api, operation, output, requestId);
    }

    private AwsException Explain(Exception exception, ApiCall call, string requestId)
    {
        switch (exception)
        {
            case AwsException expected:
                return expected;
            case InputException fault:
                return InputFaults.Explain(call.Api ?? ServiceApi.Ec2, fault);
            default:
                Log.Defect(log, call.Api?.Name ?? "?", call.Action ?? "?", requestId, exception);
                return CommonErrors.Internal();
        }
    }

    private static async Task SendAsync(
        HttpResponse response, ServiceApi? api, ReadOnlyMemory<byte> body, HttpStatusCode status, string requestId)
    {
        response.StatusCode = (int)status;
        response.ContentType = ApiAnswer.ContentType(api?.Protocol ?? WireProtocol.Ec2Query);
        response.ContentLength = body.Length;
        response.Headers["x-amzn-RequestId"] = requestId;
        await response.BodyWriter.WriteAsync(body).ConfigureAwait(false);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Service}:{Operation} failed, request {RequestId}.")]
        public static partial void Defect(
            ILogger log, string service, string operation, string requestId, Exception exception);
    }
}
