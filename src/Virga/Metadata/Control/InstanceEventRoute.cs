using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Virga.Ec2.InstanceEvents;
using Virga.Ec2.InstanceEventWindows;
using Virga.Ec2.Instances;
using Virga.Metadata.Mock;
using Virga.Service;
using Virga.Service.Control;
using Virga.State;

namespace Virga.Metadata.Control;

/// <summary>
/// What happens to an instance, made to happen: <c>GET</c> and <c>POST /_virga/ec2/instances/{id}/events</c>. The body
/// names the event: <c>{"type":"spot-interruption","action":"stop","delaySeconds":300,"noticeSeconds":120}</c>,
/// <c>rebalance-recommendation</c>, <c>scheduled</c> with code and times, <c>complete</c> and <c>cancel</c> with
/// eventId,
/// <c>target-lifecycle-state</c> with state.
/// </summary>
internal sealed class InstanceEventRoute(Store store, string method) : IControlRoute
{
    private const string Prefix = "/_virga/ec2/instances/";
    private const string Suffix = "/events";
    private const int MaxBody = 64 * 1024;

    public string Method => method;

    public bool Matches(string path) =>
        path.StartsWith(Prefix, StringComparison.Ordinal) && path.EndsWith(Suffix, StringComparison.Ordinal);

    public async Task HandleAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        var id = path[Prefix.Length..^Suffix.Length];
        if (InstanceScope.Find(store.World, id) is not { } scope)
        {
            await WriteAsync(http, 404, new ControlFault("InvalidInstanceID.NotFound", $"no instance {id}"))
                .ConfigureAwait(false);
            return;
        }

        try
        {
            if (method == HttpMethods.Post)
            {
                var asked = await ReadAsync(http.Request).ConfigureAwait(false);
                await store.CommitAsync(scope, change => Apply(change, change.Get<InstanceRow>(id), asked))
                    .ConfigureAwait(false);
            }

            var events = store.World.At(scope).Table<InstanceRow>().Get(id).Events ?? PlannedEvents.None;
            await ControlAnswer.WriteAsync(http.Response, events, InstanceEventJson.Default.PlannedEvents)
                .ConfigureAwait(false);
        }
        catch (AwsException refused)
        {
            await WriteAsync(http, 400, new ControlFault(refused.Code, refused.Message)).ConfigureAwait(false);
        }
        catch (JsonException malformed)
        {
            await WriteAsync(http, 400, new ControlFault("MalformedBody", malformed.Message)).ConfigureAwait(false);
        }
    }

    private static InstanceRow Apply(Change change, InstanceRow instance, AskedEvent asked) => asked.Type switch
    {
        "spot-interruption" => InstanceEventPlan.Interrupt(
            change, instance, asked.Action ?? "terminate",
            AskedEventRules.Duration("delaySeconds", asked.DelaySeconds) ?? TimeSpan.Zero,
            AskedEventRules.Duration("noticeSeconds", asked.NoticeSeconds) ?? InstanceEventPlan.NoticePeriod),
        "rebalance-recommendation" => InstanceEventPlan.RecommendRebalance(change, instance),
        "scheduled" => InstanceEventPlan.Schedule(change, instance, Planned(change, instance, asked)),
        "complete" => Replace(change, instance, asked, "completed"),
        "cancel" => Replace(change, instance, asked, "canceled"),
        "target-lifecycle-state" => InstanceEventPlan.Target(
            change, instance, AskedEventRules.TargetState(asked.State)),
        _ => throw CommonErrors.InvalidParameterValue($"There is no event of the type '{asked.Type}'."),
    };

    private static InstanceRow Replace(Change change, InstanceRow instance, AskedEvent asked, string state) =>
        InstanceEventPlan.Replace(change, instance, asked.EventId ?? "", old => old.State == "active"
            ? old with { State = state }
            : throw CommonErrors.InvalidParameterValue($"The event '{old.EventId}' is over: it is {old.State}."));

    private static ScheduledEvent Planned(Change change, InstanceRow instance, AskedEvent asked)
    {
        var code = asked.Code ?? "system-reboot";
        if (!MockValidation.Codes.Contains(code))
            throw CommonErrors.InvalidParameterValue($"There is no event code '{code}'.");
        var start = AskedEventRules.Start(asked.NotBefore, change.Now);
        var planned = new ScheduledEvent(
            change.NewId("instance-event"), code, asked.Description ?? $"The instance is scheduled for {code}",
            "active", start, asked.NotAfter ?? start.AddHours(2), asked.NotBeforeDeadline ?? start.AddDays(2));
        AskedEventRules.CheckTimes(planned);
        return asked.NotBefore is null ? EventWindows.Place(change, instance, planned) : planned;
    }

    private static async Task<AskedEvent> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > MaxBody) throw new JsonException("The body is too large.");
        return await JsonSerializer.DeserializeAsync(request.Body, InstanceEventJson.Default.AskedEvent)
            .ConfigureAwait(false) ?? throw new JsonException("The body is empty.");
    }

    private static Task WriteAsync(HttpContext http, int status, ControlFault fault)
    {
        http.Response.StatusCode = status;
        return ControlAnswer.WriteAsync(http.Response, fault, InstanceEventJson.Default.ControlFault);
    }
}
