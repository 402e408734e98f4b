using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ScheduledInstances;

/// <summary>Buys schedules by the tokens of what is on sale, which is nothing: no token is valid.</summary>
internal sealed class PurchaseScheduledInstances
    : IMutation<PurchaseScheduledInstancesRequest, PurchaseScheduledInstancesResult>
{
    public static PurchaseScheduledInstancesResult Run(PurchaseScheduledInstancesRequest input, Change change) =>
        throw new AwsException(
            "InvalidPurchaseToken.Malformed", "The specified purchase token is not valid.");
}
