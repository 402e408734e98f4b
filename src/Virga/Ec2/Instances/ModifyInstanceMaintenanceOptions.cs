using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Changes whether an instance recovers by itself.</summary>
internal sealed class ModifyInstanceMaintenanceOptions
    : IMutation<ModifyInstanceMaintenanceOptionsRequest, ModifyInstanceMaintenanceOptionsResult>
{
    public static ModifyInstanceMaintenanceOptionsResult Run(
        ModifyInstanceMaintenanceOptionsRequest input, Change change)
    {
        var instance = ChosenInstances.One(change, input.InstanceId);
        var next = change.Put(instance with
        {
            AutoRecovery = input.AutoRecovery ?? instance.AutoRecovery,
            RebootMigration = input.RebootMigration ?? instance.RebootMigration,
        });
        return new()
        {
            InstanceId = next.Id,
            AutoRecovery = next.AutoRecovery,
            RebootMigration = next.RebootMigration,
        };
    }
}
