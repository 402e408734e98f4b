using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotInstances;

/// <summary>Ends the subscription to the data feed.</summary>
internal sealed class DeleteSpotDatafeedSubscription
    : IMutation<DeleteSpotDatafeedSubscriptionRequest, DeleteSpotDatafeedSubscriptionResult>
{
    public static DeleteSpotDatafeedSubscriptionResult Run(
        DeleteSpotDatafeedSubscriptionRequest input, Change change)
    {
        change.Remove<SpotDatafeedRow>(change.Get<SpotDatafeedRow>(SpotDatafeedRow.Only).Id);
        return new();
    }
}
