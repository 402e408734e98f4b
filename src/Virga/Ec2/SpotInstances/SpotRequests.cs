using Virga.Ec2.InstanceEvents;
using Virga.Ec2.Instances;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;
using InstanceLifecycle = Virga.Ec2.Instances.InstanceLifecycle;

namespace Virga.Ec2.SpotInstances;

/// <summary>How a spot request follows its instance, from the launch to the end.</summary>
internal static class SpotRequests
{
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>How long AWS goes on describing a request that is over.</summary>
    private static readonly TimeSpan Visibility = TimeSpan.FromHours(48);

    /// <summary>AWS starts an interrupted instance again when there is capacity; here after this time.</summary>
    private static readonly TimeSpan CapacityReturns = TimeSpan.FromMinutes(5);

    /// <summary>A new id, such as <c>sir-3bg6hfcm</c>.</summary>
    public static string NewId(Change change) => "sir-" + change.RandomText(8, Alphabet);

    /// <summary>The request that a launch with market options makes, fulfilled at once; its id.</summary>
    public static string Launched(Change change, LaunchPlan plan, string instanceId, string zone)
    {
        if (plan.SpotRequestId is { } id)
        {
            change.Update<SpotRequestRow>(id, row => Fulfilled(row, instanceId, zone, change.Now));
            return id;
        }

        var options = plan.Request.InstanceMarketOptions?.SpotOptions;
        var request = change.Put(Fulfilled(
            SpotRules.Row(change, NewId(change), plan.Request, plan, new()
            {
                Type = options?.SpotInstanceType,
                MaxPrice = options?.MaxPrice,
                InterruptionBehavior = options?.InstanceInterruptionBehavior,
                ValidUntil = options?.ValidUntil,
            }),
            instanceId, zone, change.Now));
        change.TagNew(
            plan.Request.TagSpecifications?.FindAll(one => one.ResourceType == ResourceType.SpotInstancesRequest),
            ResourceType.SpotInstancesRequest, request.Id);
        if (request.ValidUntil is { } end) change.Expire<SpotRequestIsExpired>(end - change.Now, request.Id);
        return request.Id;
    }

    /// <summary>An instance came to a state; its request follows.</summary>
    public static void Follow(Change change, InstanceRow instance)
    {
        if (instance.SpotInstanceRequestId is not { } id || change.Find<SpotRequestRow>(id) is not { } request) return;
        if (request.InstanceId != instance.Id) return;
        switch (instance.State)
        {
            case InstanceStateName.Running when request.State == SpotInstanceState.Disabled:
                Put(change, request, SpotInstanceState.Active, SpotStatus.Fulfilled);
                break;
            case InstanceStateName.Stopped when request.State == SpotInstanceState.Active:
                Stopped(change, request, instance);
                break;
            case InstanceStateName.Terminated:
                Terminated(change, request, instance);
                break;
        }
    }

    /// <summary>The notice of an interruption was given.</summary>
    public static void Marked(Change change, InstanceRow instance, SpotNotice notice)
    {
        if (change.Find<SpotRequestRow>(instance.SpotInstanceRequestId) is not
            { State: SpotInstanceState.Active } request)
            return;
        Put(change, request, SpotInstanceState.Active, (notice.Action == "terminate", notice.IsExperiment) switch
        {
            (true, false) => SpotStatus.MarkedForTermination,
            (true, true) => SpotStatus.MarkedForTerminationByExperiment,
            (false, false) => SpotStatus.MarkedForStop,
            (false, true) => SpotStatus.MarkedForStopByExperiment,
        });
    }

    /// <summary>Cancels a request; what runs goes on, what is stopped ends (User Guide, "Cancel a request").</summary>
    public static SpotRequestRow Cancel(Change change, SpotRequestRow request)
    {
        switch (request.State)
        {
            case SpotInstanceState.Open:
                return Over(change, request, SpotInstanceState.Cancelled, SpotStatus.CanceledBeforeFulfillment);
            case SpotInstanceState.Active:
                return Put(change, request, SpotInstanceState.Cancelled, SpotStatus.CanceledAndRunning);
            case SpotInstanceState.Disabled:
                var cancelled = Put(change, request, SpotInstanceState.Cancelled, SpotStatus.CanceledAndRunning);
                if (change.Find<InstanceRow>(request.InstanceId) is { } instance)
                    InstanceLifecycle.AskTerminate(change, instance, SpotCause.ByService);
                return change.Get<SpotRequestRow>(cancelled.Id);
            default:
                return request;
        }
    }

    /// <summary>Throws AWS's error where a spot instance may not be stopped by its user.</summary>
    public static void DemandStoppable(WorldView at, InstanceRow instance)
    {
        if (instance.Lifecycle != "spot") return;
        if (at.Find<SpotRequestRow>(instance.SpotInstanceRequestId) is { IsPersistent: true }) return;

        // The text is AWS's, as its users quote it.
        throw new AwsException("UnsupportedOperation",
            $"You can't stop the Spot Instance '{instance.Id}' because it is associated with a one-time Spot Instance "
            + "request. You can only stop Spot Instances associated with persistent Spot Instance requests.");
    }

    /// <summary>Throws AWS's error where a spot instance may not be started by its user.</summary>
    public static void DemandStartable(WorldView at, InstanceRow instance)
    {
        if (instance.Lifecycle != "spot") return;
        if (at.Find<SpotRequestRow>(instance.SpotInstanceRequestId) is
            {
                State: SpotInstanceState.Disabled,
                StatusCode: SpotStatus.StoppedByUser or SpotStatus.StoppedByExperiment,
            })
            return;
        throw new AwsException("IncorrectSpotRequestState",
            $"You can't start the Spot Instance '{instance.Id}' because the associated Spot Instance request is not in "
            + "an appropriate state to support start.");
    }

    /// <summary>A request in another state.</summary>
    public static SpotRequestRow Put(Change change, SpotRequestRow request, string state, string status) =>
        change.Put(request with { State = state, StatusCode = status, StatusTime = change.Now });

    /// <summary>A request that comes to its end.</summary>
    public static SpotRequestRow Over(Change change, SpotRequestRow request, string state, string status)
    {
        change.Cancel<SpotRequestIsEvaluated>(request.Id);
        change.Expire<SpotRequestIsForgotten>(Visibility, request.Id);
        return Put(change, request, state, status);
    }

    private static SpotRequestRow Fulfilled(
        SpotRequestRow request, string instanceId, string zone, DateTimeOffset now) => request with
    {
        State = SpotInstanceState.Active,
        StatusCode = SpotStatus.Fulfilled,
        StatusTime = now,
        InstanceId = instanceId,
        LaunchedAvailabilityZone = zone,
    };

    private static void Stopped(Change change, SpotRequestRow request, InstanceRow instance)
    {
        var isInterrupted = instance.StateReasonCode == SpotCause.Stopped.Code;
        var isExperiment = isInterrupted && IsOfExperiment(instance);
        Put(change, request, SpotInstanceState.Disabled,
            isExperiment ? SpotStatus.StoppedByExperiment
            : isInterrupted ? SpotStatus.StoppedNoCapacity : SpotStatus.StoppedByUser);
        // What an experiment stopped stays so until its user starts it (AWS FIS, send-spot-instance-interruptions).
        if (isInterrupted && !isExperiment) change.Expire<SpotCapacityIsBack>(CapacityReturns, request.Id);
    }

    private static bool IsOfExperiment(InstanceRow instance) => instance.Events?.Spot is { IsExperiment: true };

    private static void Terminated(Change change, SpotRequestRow request, InstanceRow instance)
    {
        var code = instance.StateReasonCode switch
        {
            _ when instance.StateReasonMessage == SpotCause.ByService.Message => SpotStatus.TerminatedByService,
            _ when instance.StateReasonMessage == SpotCause.BySchedule.Message => SpotStatus.TerminatedBySchedule,
            "Server.SpotInstanceTermination" when IsOfExperiment(instance) => SpotStatus.TerminatedByExperiment,
            "Server.SpotInstanceTermination" => SpotStatus.TerminatedNoCapacity,
            _ => SpotStatus.TerminatedByUser,
        };
        var mayReopen = request.IsPersistent && request.State != SpotInstanceState.Cancelled
            && !(request.ValidUntil <= change.Now);
        if (!mayReopen)
        {
            var state = request.State == SpotInstanceState.Cancelled
                ? SpotInstanceState.Cancelled
                : SpotInstanceState.Closed;
            Over(change, request, state, code);
            return;
        }

        Put(change, request with { InstanceId = null }, SpotInstanceState.Open, code);

        // A lifetime and not a state's delay: with instant transitions a launch that fails at once would never end.
        change.Expire<SpotRequestIsEvaluated>(SpotRequestIsEvaluated.Delay, request.Id);
    }
}

/// <summary>Why the spot service ends or stops an instance. Codes: API Reference, StateReason.</summary>
internal static class SpotCause
{
    public static readonly Cause Terminated = new(
        "Server.SpotInstanceTermination", "Server.SpotInstanceTermination: Spot instance termination",
        "Service initiated");

    public static readonly Cause Stopped = new(
        "Server.SpotInstanceShutdown", "Server.SpotInstanceShutdown: Spot instance shutdown", "Service initiated");

    public static readonly Cause ByService = new(
        "Server.SpotInstanceTermination", "Server.SpotInstanceTermination: the Spot request was canceled",
        "Service initiated");

    public static readonly Cause BySchedule = new(
        "Server.SpotInstanceTermination", "Server.SpotInstanceTermination: the Spot request's time is over",
        "Service initiated");
}

/// <summary>A request that is over is described no longer.</summary>
internal sealed class SpotRequestIsForgotten : ITransition
{
    public static void Run(Change change, string subject) => change.Remove<SpotRequestRow>(subject);
}

/// <summary>There is capacity again: an instance that an interruption stopped starts by itself.</summary>
internal sealed class SpotCapacityIsBack : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<SpotRequestRow>(subject) is not
            { State: SpotInstanceState.Disabled, StatusCode: SpotStatus.StoppedNoCapacity } request)
            return;
        if (change.Find<InstanceRow>(request.InstanceId) is { State: InstanceStateName.Stopped } instance)
            InstanceLifecycle.AskStart(change, instance);
    }
}
