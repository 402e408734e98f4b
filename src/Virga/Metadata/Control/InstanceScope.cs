using Virga.Ec2.Instances;
using Virga.State;

namespace Virga.Metadata.Control;

/// <summary>Finds the account and region of an instance that is named by its id alone.</summary>
internal static class InstanceScope
{
    public static Scope? Find(World world, string id)
    {
        foreach (var (scope, partition) in world.Partitions)
        {
            if (partition.Table<InstanceRow>().Find(id) is not null) return scope;
        }

        return null;
    }
}
