using Virga.Ec2.Instances;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotInstances;

/// <summary>Asks for spot instances: a request for each, open until it is evaluated.</summary>
internal sealed class RequestSpotInstances : IMutation<RequestSpotInstancesRequest, RequestSpotInstancesResult>
{
    private const int MaxCount = 1_000;

    public static RequestSpotInstancesResult Run(RequestSpotInstancesRequest input, Change change)
    {
        var specification = input.LaunchSpecification ?? throw CommonErrors.MissingParameter("LaunchSpecification");
        var count = input.InstanceCount ?? 1;
        if (count is < 1 or > MaxCount)
            throw CommonErrors.InvalidParameterValue($"Invalid value '{count}' for instanceCount.");
        if (input.BlockDurationMinutes is not null) throw SpotRules.NoBlocks();
        SpotRules.CheckTimes(change, input.ValidFrom, input.ValidUntil);
        SpotRules.CheckBehavior(input.Type, input.InstanceInterruptionBehavior);
        var launch = SpotLaunch.Of(specification);
        var wish = new SpotWish
        {
            Type = input.Type,
            MaxPrice = input.SpotPrice,
            InterruptionBehavior = input.InstanceInterruptionBehavior,
            ValidFrom = input.ValidFrom,
            ValidUntil = input.ValidUntil,
            LaunchGroup = input.LaunchGroup,
            AvailabilityZoneGroup = input.AvailabilityZoneGroup,
        };
        var requests = new List<SpotRequestRow>(count);
        for (var i = 0; i < count; i++) requests.Add(One(input, launch, wish, change));
        return new() { SpotInstanceRequests = requests.ConvertAll(row => SpotRequestView.Of(row, change)) };
    }

    private static SpotRequestRow One(
        RequestSpotInstancesRequest input, RunInstancesRequest launch, SpotWish wish, Change change)
    {
        // The plan is made to be refused now where the launch cannot be; the price is judged later.
        var plan = LaunchPlan.Of(launch, change);
        SpotRules.Check(
            new() { InstanceMarketOptions = new() { MarketType = MarketType.Spot } }, plan.Type, change);
        var request = change.Put(SpotRules.Row(change, SpotRequests.NewId(change), launch, plan, wish));
        change.TagNew(input.TagSpecifications, ResourceType.SpotInstancesRequest, request.Id);
        change.Later<SpotRequestIsEvaluated>(SpotRequestIsEvaluated.Delay, request.Id);
        if (wish.ValidUntil is { } end) change.Expire<SpotRequestIsExpired>(end - change.Now, request.Id);
        return request;
    }
}
