using System.Globalization;
using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;
using LaunchRun = Virga.Ec2.Instances.Launch;

namespace Virga.Ec2.SpotInstances;

/// <summary>
/// Whether an open request can be fulfilled now, and if not, why it waits (EC2 User Guide, "Holding").
/// </summary>
internal static class SpotEvaluation
{
    /// <summary>How soon a request that waits for capacity or a price is looked at again.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(5);

    /// <summary>Codes of launches that another time or place may cure; any other is the request's own fault.</summary>
    private static readonly string[] Passing =
    [
        "InsufficientFreeAddressesInSubnet", "InsufficientInstanceCapacity", "SpotMaxPriceTooLow",
        "ReservationCapacityExceeded", "InsufficientHostCapacity",
    ];

    public static void Run(Change change, SpotRequestRow request)
    {
        if (request.ValidUntil <= change.Now)
        {
            SpotRequests.Over(change, request, SpotInstanceState.Cancelled, SpotStatus.ScheduleExpired);
            return;
        }

        if (request.ValidFrom > change.Now)
        {
            Wait(change, request, SpotStatus.NotScheduledYet, request.ValidFrom.Value - change.Now);
            return;
        }

        if (request.LaunchGroup is { } group) RunGroup(change, group);
        else Fulfil(change, request);
    }

    /// <summary>All open requests of a launch group are fulfilled in one step, or none is.</summary>
    private static void RunGroup(Change change, string group)
    {
        var members = change.Rows<SpotRequestRow>()
            .Where(one => one.LaunchGroup == group && one.State == SpotInstanceState.Open).ToList();
        SpotRequestRow? failed = null;
        var refused = change.Attempt<AwsException>(() =>
        {
            foreach (var one in members)
            {
                failed = one;
                Launch(change, one);
            }
        });
        if (refused is null) return;
        foreach (var one in members.Where(one => one.Id != failed!.Id))
            Wait(change, one, SpotStatus.LaunchGroupConstraint, Retry);
        Refuse(change, failed!, refused);
    }

    private static void Fulfil(Change change, SpotRequestRow request)
    {
        if (change.Attempt<AwsException>(() => Launch(change, request)) is { } refused)
            Refuse(change, request, refused);
    }

    private static void Launch(Change change, SpotRequestRow request)
    {
        var launch = SpotLaunch.Copy(request.Launch);
        if (launch.SubnetId is null && ZoneOfGroup(change, request) is { } zone)
        {
            launch.Placement ??= new();
            (launch.Placement.AvailabilityZone, launch.Placement.AvailabilityZoneId) = (zone, null);
        }

        launch.InstanceMarketOptions = new()
        {
            MarketType = MarketType.Spot,
            SpotOptions = new()
            {
                MaxPrice = decimal.Parse(request.MaxPrice, CultureInfo.InvariantCulture) > 0 ? request.MaxPrice : null,
            },
        };
        LaunchRun.Run(LaunchPlan.Of(launch, change) with { SpotRequestId = request.Id }, change);
    }

    /// <summary>The zone that the others of the request's zone group were launched into.</summary>
    private static string? ZoneOfGroup(WorldView at, SpotRequestRow request) =>
        request.AvailabilityZoneGroup is not { } group ? null : at.Rows<SpotRequestRow>()
            .FirstOrDefault(one => one.AvailabilityZoneGroup == group && one.State == SpotInstanceState.Active)
            ?.LaunchedAvailabilityZone;

    private static void Refuse(Change change, SpotRequestRow request, AwsException refused)
    {
        if (!Passing.Contains(refused.Code))
        {
            SpotRequests.Over(
                change, request with { FaultCode = refused.Code, FaultMessage = refused.Message },
                SpotInstanceState.Failed, SpotStatus.BadParameters);
            return;
        }

        var isPrice = refused.Code == "SpotMaxPriceTooLow";
        Wait(change, request, isPrice ? SpotStatus.PriceTooLow : SpotStatus.CapacityNotAvailable, Retry);
    }

    private static void Wait(Change change, SpotRequestRow request, string status, TimeSpan time)
    {
        if (request.StatusCode != status) SpotRequests.Put(change, request, SpotInstanceState.Open, status);
        change.Expire<SpotRequestIsEvaluated>(time, request.Id);
    }
}

/// <summary>An open request is looked at.</summary>
internal sealed class SpotRequestIsEvaluated : ITransition
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static void Run(Change change, string subject)
    {
        if (change.Find<SpotRequestRow>(subject) is { State: SpotInstanceState.Open } request)
            SpotEvaluation.Run(change, request);
    }
}

/// <summary>
/// The time of a request is over: an open one is cancelled; what was launched goes on, but is not replaced.
/// </summary>
internal sealed class SpotRequestIsExpired : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<SpotRequestRow>(subject) is { State: SpotInstanceState.Open } request)
            SpotRequests.Over(change, request, SpotInstanceState.Cancelled, SpotStatus.ScheduleExpired);
    }
}
