using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Virga.Service.Control;

/// <summary>Whether the server is up and which of its parts work: <c>GET /_virga/health</c>.</summary>
internal sealed class HealthRoute(Func<IReadOnlyList<PartHealth>> parts, string version) : IControlRoute
{
    private static readonly string[] Paths = ["/_virga/health", "/_localstack/health", "/_floci/health"];

    public string Method => HttpMethods.Get;

    public bool Matches(string path) => Paths.Contains(path);

    public Task HandleAsync(HttpContext http)
    {
        var backends = parts().ToDictionary(part => part.Name, part => part, StringComparer.Ordinal);
        var services = ServiceApi.All.ToDictionary(api => api.Name, _ => "running", StringComparer.Ordinal);
        var health = new Health("running", version, services, backends);
        return ControlAnswer.WriteAsync(http.Response, health, ControlJson.Default.Health);
    }
}

/// <summary>The answer of the health call. <c>services</c> is what LocalStack's and Floci's clients look at.</summary>
internal sealed record Health(
    string Status, string Version, Dictionary<string, string> Services, Dictionary<string, PartHealth> Backends);

/// <summary>How one backend or driver is.</summary>
/// <param name="Name"><c>docker</c>, <c>libvirt</c>, <c>fabric</c> …</param>
/// <param name="State"><c>starting</c>, <c>running</c>, <c>degraded</c>, <c>unavailable</c> or <c>off</c>.</param>
/// <param name="Detail">What works, or why it does not, in a sentence.</param>
internal sealed record PartHealth(string Name, string State, string Detail)
{
    /// <summary>It does not know yet whether it works.</summary>
    public const string Starting = "starting";
}

/// <summary>What runs here: <c>GET /_virga/info</c>.</summary>
internal sealed class InfoRoute(Func<Info> info) : IControlRoute
{
    public string Method => HttpMethods.Get;

    public bool Matches(string path) => path == "/_virga/info";

    public Task HandleAsync(HttpContext http) =>
        ControlAnswer.WriteAsync(http.Response, info(), ControlJson.Default.Info);
}

/// <summary>The answer of the info call.</summary>
/// <param name="Version">Of Virga.</param>
/// <param name="Operations">How many AWS operations are implemented, by service.</param>
/// <param name="Revision">How many changes the World has seen.</param>
/// <param name="DataDirectory">Where state is kept, or null in memory.</param>
internal sealed record Info(string Version, Dictionary<string, int> Operations, long Revision, string? DataDirectory);

/// <summary>Forgets all resources: <c>POST /_virga/reset</c>.</summary>
internal sealed class ResetRoute(Func<Task> reset) : IControlRoute
{
    public string Method => HttpMethods.Post;

    public bool Matches(string path) => path is "/_virga/reset" or "/_localstack/state/reset";

    public async Task HandleAsync(HttpContext http)
    {
        await reset().ConfigureAwait(false);
        await ControlAnswer.WriteAsync(http.Response, new("reset"), ControlJson.Default.Done).ConfigureAwait(false);
    }
}

/// <summary>The answer of a call that only does something.</summary>
internal sealed record Done(string Status);

/// <summary>Serializers of the control API's answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(Info))]
[JsonSerializable(typeof(Done))]
internal sealed partial class ControlJson : JsonSerializerContext;
