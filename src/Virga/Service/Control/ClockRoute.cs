using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Virga.State;

namespace Virga.Service.Control;

/// <summary>
/// The emulator's clock: <c>GET /_virga/clock</c>, and <c>POST</c> with <c>{"advanceSeconds":120}</c> to jump, or
/// <c>{"advanceSeconds":120,"overSeconds":1}</c> to let two minutes pass in a second. What is due after a jump has
/// happened when the answer comes.
/// </summary>
internal sealed class ClockRoute(VirtualClock clock, Action runDue, string method) : IControlRoute
{
    private const int MaxBody = 4 * 1_024;

    public string Method => method;

    public bool Matches(string path) => path == "/_virga/clock";

    public async Task HandleAsync(HttpContext http)
    {
        if (method == HttpMethods.Post && await TryAdvanceAsync(http).ConfigureAwait(false) is { } fault)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await ControlAnswer.WriteAsync(http.Response, new(fault), ClockJson.Default.Done).ConfigureAwait(false);
            return;
        }

        var now = clock.GetUtcNow();
        var shown = new ShownTime(
            now, Math.Max(0, Math.Round((now - clock.Real.GetUtcNow()).TotalSeconds, 3)));
        await ControlAnswer.WriteAsync(http.Response, shown, ClockJson.Default.ShownTime).ConfigureAwait(false);
    }

    /// <summary>Null, or why not.</summary>
    private async Task<string?> TryAdvanceAsync(HttpContext http)
    {
        try
        {
            if (http.Request.ContentLength > MaxBody) return "The body is too large.";
            var asked = await JsonSerializer.DeserializeAsync(http.Request.Body, ClockJson.Default.AskedTime)
                .ConfigureAwait(false);
            if (asked is null) return "The body is empty.";
            clock.Advance(TimeSpan.FromSeconds(asked.AdvanceSeconds), TimeSpan.FromSeconds(asked.OverSeconds));
            runDue();
            return null;
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException or OverflowException)
        {
            return wrong.Message;
        }
    }
}

/// <summary>How time is to pass.</summary>
internal sealed record AskedTime(double AdvanceSeconds, double OverSeconds = 0);

/// <summary>What the clock shows.</summary>
/// <param name="AheadSeconds">How far it is ahead of the machine's.</param>
internal sealed record ShownTime(DateTimeOffset Now, double AheadSeconds);

/// <summary>Serializers of these requests and answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AskedTime))]
[JsonSerializable(typeof(ShownTime))]
[JsonSerializable(typeof(Done))]
internal sealed partial class ClockJson : JsonSerializerContext;
