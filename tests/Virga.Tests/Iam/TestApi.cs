using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Virga.Service.Http;
using Virga.State;
using Virga.Wire.Signing;

namespace Virga.Tests.Iam;

/// <summary>
/// Requests as clients send them, signed, through the endpoint: what a test of answers and errors sees.
/// </summary>
internal sealed class TestApi : IDisposable
{
    public static readonly Key Root = new(TestWorld.Account, Rules.TestKey, null);

    private readonly ApiEndpoint endpoint;

    public TestApi(bool isEnforced = false)
    {
        World = new(Rules.Default with { IsAuthEnforced = isEnforced });
        endpoint = new(World.Dispatcher, NullLogger.Instance);
    }

    public TestWorld World { get; }

    /// <summary>The region that requests are signed for.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>Calls IAM, STS or EC2 with the parameters of a form.</summary>
    public Answer Form(string service, string action, Key key, params (string Name, string Value)[] parameters)
    {
        var body = new StringBuilder("Action=").Append(action).Append("&Version=").Append(
            Virga.Service.ServiceApi.Named(service)!.Version);
        foreach (var (name, value) in parameters)
            body.Append('&').Append(name).Append('=').Append(PercentEncoding.Encode(value));
        return Send(service, "application/x-www-form-urlencoded; charset=utf-8", null, body.ToString(), key);
    }

    public Answer Iam(string action, params (string Name, string Value)[] parameters) =>
        Form("iam", action, Root, parameters);

    public Answer Sts(string action, params (string Name, string Value)[] parameters) =>
        Form("sts", action, Root, parameters);

    /// <summary>Calls SSM with a JSON body.</summary>
    public Answer Json(string action, string body, Key? key = null) =>
        Send("ssm", "application/x-amz-json-1.1", "AmazonSSM." + action, body, key ?? Root);

    /// <summary>Calls ECR with a JSON body.</summary>
    public Answer Ecr(string action, string body, Key? key = null) => Send(
        "ecr", "application/x-amz-json-1.1", "AmazonEC2ContainerRegistry_V20150921." + action, body, key ?? Root);

    /// <summary>Calls any service without parameters.</summary>
    public Answer Plain(string service, string action, Key key) => service switch
    {
        "ecr" => Ecr(action, "{}", key),
        "ssm" => Json(action, "{}", key),
        _ => Form(service, action, key),
    };

    public Key KeyOf(Answer answer) =>
        new(answer.Text("AccessKeyId"), answer.Text("SecretAccessKey"), answer.Find("SessionToken"));

    public void Dispose() => World.Dispose();

    private Answer Send(string service, string contentType, string? target, string body, Key key)
    {
        var http = new DefaultHttpContext();
        http.Features.Get<IHttpRequestFeature>()!.RawTarget = "/";
        http.Request.Method = "POST";
        http.Request.Path = "/";
        http.Request.Headers.Host = "localhost";
        http.Connection.RemoteIpAddress = System.Net.IPAddress.Parse("192.0.2.7");
        http.Request.ContentType = contentType;
        if (target is not null) http.Request.Headers["X-Amz-Target"] = target;
        if (key.Token is not null) http.Request.Headers["X-Amz-Security-Token"] = key.Token;
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        Sign(http.Request, service, Encoding.UTF8.GetBytes(body), key);
        using var output = new MemoryStream();
        http.Response.Body = output;
        endpoint.HandleAsync(http).GetAwaiter().GetResult();
        http.Response.BodyWriter.FlushAsync().AsTask().GetAwaiter().GetResult();
        return new(http.Response.StatusCode, Encoding.UTF8.GetString(output.ToArray()));
    }

    private void Sign(HttpRequest http, string service, byte[] body, Key key)
    {
        var now = SignatureTime.Format(World.Clock.GetUtcNow());
        http.Headers["X-Amz-Date"] = now;
        var names = string.Join(';', http.Headers.Keys.Where(name => name != "Content-Length")
            .Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal));
        void Authorize(string signature) => http.Headers.Authorization =
            $"AWS4-HMAC-SHA256 Credential={key.Id}/{now[..8]}/{Region}/{service}/aws4_request, SignedHeaders={names}, "
            + $"Signature={signature}";
        Authorize("0");
        var request = SignableRequest.FromTarget("POST", "/", name =>
            http.Headers.TryGetValue(name, out var value) ? value.ToString() : null);
        Authorize(SignatureVerifier.Sign(request, RequestSignature.Read(request, out _)!, body, key.Secret)!);
    }

    /// <summary>What signs.</summary>
    internal sealed record Key(string Id, string Secret, string? Token);

    /// <summary>What came back.</summary>
    internal sealed record Answer(int Status, string Body)
    {
        /// <summary>The text of the first element of this name.</summary>
        public string Text(string name) => Find(name) ?? throw new InvalidOperationException($"No {name} in {Body}");

        public string? Find(string name) => XDocument.Parse(Body).Descendants()
            .FirstOrDefault(element => element.Name.LocalName == name)?.Value;

        public IEnumerable<string> All(string name) => XDocument.Parse(Body).Descendants()
            .Where(element => element.Name.LocalName == name).Select(element => element.Value);

        /// <summary>Names of the elements directly in the first element of this name.</summary>
        public IEnumerable<string> Members(string name) => XDocument.Parse(Body).Descendants()
            .First(element => element.Name.LocalName == name).Elements().Select(element => element.Name.LocalName);

        /// <summary>Status, code and message in one.</summary>
        public string Error => $"{Status} {Text("Code")}: {Text("Message")}";
    }
}
