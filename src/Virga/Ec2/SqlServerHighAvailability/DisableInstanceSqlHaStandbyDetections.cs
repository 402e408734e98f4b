using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SqlServerHighAvailability;

/// <summary>Stops that; no instance is registered.</summary>
internal sealed class DisableInstanceSqlHaStandbyDetections
    : IMutation<DisableInstanceSqlHaStandbyDetectionsRequest, DisableInstanceSqlHaStandbyDetectionsResult>
{
    public static DisableInstanceSqlHaStandbyDetectionsResult Run(
        DisableInstanceSqlHaStandbyDetectionsRequest input, Change change)
    {
        ChosenInstances.Of(change, input.InstanceIds);
        return new() { Instances = [] };
    }
}
