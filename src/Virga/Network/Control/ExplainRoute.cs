using System.Text;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Virga.Network.Desired;
using Virga.Network.Reachability;
using Virga.Service.Control;
using Virga.State;

namespace Virga.Network.Control;

/// <summary>
/// May this reach that, and what decides: <c>GET /_virga/ec2/explain</c> with source, destination and traffic
/// (<c>tcp/5432</c>). It walks the desired network of all accounts and regions; with <c>format=text</c> the answer is
/// for people. The header X-Virga-Reachable has the answer in a word.
/// </summary>
internal sealed class ExplainRoute(Store store, FabricSettings settings) : IControlRoute
{
    public string Method => HttpMethods.Get;

    public bool Matches(string path) => path == "/_virga/ec2/explain";

    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            var asked = http.Request.Query;
            var explanation = Explain(
                store.World, settings, One(asked, "source"), One(asked, "destination"), One(asked, "traffic"));
            http.Response.Headers["X-Virga-Reachable"] = explanation.IsReachable ? "true" : "false";
            await (IsText(http)
                ? WriteAsync(http.Response, explanation.ToText())
                : ControlAnswer.WriteAsync(http.Response, explanation, ExplainJson.Default.Explanation))
                .ConfigureAwait(false);
        }
        catch (FormatException wrong)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await (IsText(http)
                ? WriteAsync(http.Response, wrong.Message)
                : ControlAnswer.WriteAsync(http.Response, new(wrong.Message), ExplainJson.Default.ExplainFault))
                .ConfigureAwait(false);
        }
    }

    /// <summary>The answer to one question.</summary>
    /// <exception cref="FormatException">A party or the traffic cannot be understood, or is not there.</exception>
    public static Explanation Explain(
        World world, FabricSettings settings, string source, string destination, string traffic)
    {
        var index = new FabricIndex(new DesiredNetwork().Of(world, DesiredNetwork.NoGuests, settings));
        var sent = PathTraffic.Parse(traffic);
        var (from, to) = (Party(source), Party(destination));
        var notes = NetworkReality.NotesOn(
            [.. world.Partitions.Values], from.Interface?.Id, to.Interface?.Id);
        return Explanation.Of(source, destination, sent, PathSearch.Find(index, from, to, sent)) with
        {
            NotEnforced = notes.Count > 0 ? notes : null,
        };

        PathParty Party(string name) => PathParty.Read(index, name, Primary);

        string? Primary(string instance) => PrimaryInterface.Of(world.Partitions.Values, instance);
    }

    private static bool IsText(HttpContext http) => http.Request.Query["format"] == "text";

    private static Task WriteAsync(HttpResponse response, string text)
    {
        response.ContentType = "text/plain; charset=utf-8";
        return response.Body.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();
    }

    private static string One(IQueryCollection query, string name) =>
        query[name] is [{ Length: > 0 } value] ? value : throw new FormatException($"The parameter {name} is missing.");
}

/// <summary>Why a question cannot be answered.</summary>
internal sealed record ExplainFault(string Message);

/// <summary>Serializers of the answers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(ExplainFault))]
internal sealed partial class ExplainJson : JsonSerializerContext;
