using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Virga.Wire;
using Virga.Wire.Signing;

namespace Virga.Service.Http;

/// <summary>
/// One request on its way to an operation; filled step by step, so that an error knows what was found.
/// </summary>
internal sealed class ApiCall(HttpRequest http)
{
    private QueryDocument? form;

    /// <summary>The body with what stood in path and query string; else the body.</summary>
    private ReadOnlyMemory<byte> input;

    /// <summary>The service, once it is known.</summary>
    public ServiceApi? Api { get; private set; }

    /// <summary>The name of the operation, as the client wrote it.</summary>
    public string? Action { get; private set; }

    /// <summary>The operation in the service's model, or null.</summary>
    public Operation? Operation { get; private set; }

    /// <summary>Who signed for which region and service, as the request says; not yet verified.</summary>
    public CredentialScope? Credential { get; } = ScopeOf(http);

    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>Finds service and operation.</summary>
    public void Read(ReadOnlyMemory<byte> body)
    {
        Body = input = body;
        if (ApiRouter.Target(http) is { } target)
        {
            Action = target[(target.LastIndexOf('.') + 1)..];
            Api = ApiRouter.Service(http, Credential, Action, null);
        }
        else
        {
            // The service words the fault of an unreadable form, so it must be known before.
            Api = ApiRouter.Service(http, Credential, null, null);
            if (Api?.Routes is { } routes)
            {
                ReadRoute(routes);
                return;
            }

            var query = Encoding.UTF8.GetBytes(http.QueryString.Value is { Length: > 1 } text ? text[1..] : "");
            form = QueryDocument.Parse(body.Span, query);
            Action = form.Root.String("Action"u8);
            Api ??= ApiRouter.Service(http, Credential, Action, form.Root.String("Version"u8));
        }

        Operation = Action is null ? null : Api?.Find(Action);
    }

    /// <summary>Reads the typed input.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    public object ReadInput() => form is null ? Operation!.ReadJson(input) : Operation!.ReadQuery(form.Root);

    /// <summary>The error for a request of which nobody knows what service it wants.</summary>
    public AwsException Unroutable() => Action is null
        ? new("MissingAction", "The request is missing an action or a required parameter.")
        : new("InvalidAction", $"No service here has an action {Action}.", HttpStatusCode.BadRequest);

    private void ReadRoute(IReadOnlyList<RestRoute> routes)
    {
        // The raw target: an ARN in a path has slashes that are escaped.
        var target = http.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()?.RawTarget;
        var path = (target ?? http.Path.Value!).Split('?')[0];
        foreach (var route in routes)
        {
            if (route.Match(http.Method, path) is not { } values) continue;
            Action = route.Operation;
            Operation = Api!.Find(Action);
            input = route.Gather(Body, values, [
                .. from pair in http.Query
                   from value in pair.Value
                   select KeyValuePair.Create(pair.Key, value ?? ""),
            ]);
            return;
        }
    }

    private static CredentialScope? ScopeOf(HttpRequest http) =>
        CredentialScope.TryRead(http.Headers.Authorization, http.QueryString.Value?.TrimStart('?') ?? "", out var scope)
            ? scope
            : null;
}
