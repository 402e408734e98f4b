using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotInstances;

/// <summary>The subscription of an account and region to usage logs of its spot instances; one at most.</summary>
/// <param name="Id">Always <see cref="Only"/>.</param>
internal sealed record SpotDatafeedRow(string Id, string Bucket, string? Prefix) : Row(Id), IRow<SpotDatafeedRow>
{
    public const string Only = "spot-datafeed";

    public static RowKind<SpotDatafeedRow> Kind { get; } =
        new("spot-datafeed-subscription")
        {
            NotFound = _ => new AwsException(
                "InvalidSpotDatafeed.NotFound", "Spot datafeed subscription does not exist."),
        };

    public SpotDatafeedSubscription View(WorldView at) => new()
    {
        Bucket = Bucket,
        OwnerId = at.Account,
        Prefix = Prefix,
        State = DatafeedSubscriptionState.Active,
    };
}
