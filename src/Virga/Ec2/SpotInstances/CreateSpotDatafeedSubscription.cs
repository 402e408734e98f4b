using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotInstances;

/// <summary>Subscribes to the data feed; a second subscription takes the place of the first.</summary>
internal sealed class CreateSpotDatafeedSubscription
    : IMutation<CreateSpotDatafeedSubscriptionRequest, CreateSpotDatafeedSubscriptionResult>
{
    public static CreateSpotDatafeedSubscriptionResult Run(
        CreateSpotDatafeedSubscriptionRequest input, Change change)
    {
        var row = change.Put(new SpotDatafeedRow(SpotDatafeedRow.Only, input.Bucket!, input.Prefix));
        return new() { SpotDatafeedSubscription = row.View(change) };
    }
}
