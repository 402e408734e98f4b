using Virga.Ec2.SpotInstances;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>
/// How the parts of IPAM are found. An IPAM lives in its home region; pools serve the region of their locale.
/// </summary>
internal static class IpamRules
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    /// <summary>The pool that a resource of the caller's region names, in whatever region its IPAM lives.</summary>
    public static (Change Home, IpamPoolRow Pool) Pool(Change change, string id)
    {
        Ids.Check(IpamPoolRow.Kind, id);
        foreach (var scope in change.Scopes.Where(one => one.Account == change.Account).ToList())
            if (change.Rows<IpamPoolRow>(scope).Find(id) is { } pool) return (change.At(scope), pool);
        throw IpamPoolRow.Kind.NotFound!(id);
    }

    /// <summary>Checks the name of each region.</summary>
    public static List<string> Regions(WorldView at, IEnumerable<string?> names)
    {
        var regions = new List<string>();
        foreach (var name in names)
        {
            if (RegionCatalogue.Find(name ?? "") is null)
                throw CommonErrors.InvalidParameterValue($"Value ({name}) for parameter regionName is invalid.");
            if (!regions.Contains(name!)) regions.Add(name!);
        }

        if (!regions.Contains(at.Region)) regions.Insert(0, at.Region);
        return regions;
    }

    /// <summary>ARNs of IPAM name no region.</summary>
    public static string Arn(WorldView at, string type, string id) =>
        $"arn:{PartitionFacts.OfRegion(at.Region).Name}:ec2::{at.Account}:{type}/{id}";

    /// <summary>The row in another state, which it leaves after AWS's time.</summary>
    public static T Settle<T>(Change change, T row)
        where T : Row, IRow<T>
    {
        row = change.Put(row);
        change.Later<IpamSettles>(Delay, row.Id);
        return row;
    }

    /// <summary>The state after one that passes.</summary>
    public static string Next(string state) => state.Replace("-in-progress", "-complete", StringComparison.Ordinal);
}

/// <summary>Something of IPAM reaches the state that it is on its way to, or is gone.</summary>
internal sealed class IpamSettles : ITransition
{
    private const string Deleting = "delete-in-progress";

    public static void Run(Change change, string subject)
    {
        switch (Ids.PrefixOf(subject))
        {
            case "ipam":
                if (change.Find<IpamRow>(subject) is not { } ipam) break;
                if (ipam.State == Deleting) change.Remove<IpamRow>(subject);
                else change.Put(ipam with { State = IpamRules.Next(ipam.State) });
                break;
            case "ipam-scope":
                if (change.Find<IpamScopeRow>(subject) is not { } scope) break;
                if (scope.State == Deleting) change.Remove<IpamScopeRow>(subject);
                else change.Put(scope with { State = IpamRules.Next(scope.State) });
                break;
            case "ipam-pool":
                if (change.Find<IpamPoolRow>(subject) is not { } pool) break;
                if (pool.State == Deleting) change.Remove<IpamPoolRow>(subject);
                else change.Put(pool with { State = IpamRules.Next(pool.State) });
                break;
            case "ipam-res-disco":
                if (change.Find<IpamResourceDiscoveryRow>(subject) is not { } discovery) break;
                if (discovery.State == Deleting) change.Remove<IpamResourceDiscoveryRow>(subject);
                else change.Put(discovery with { State = IpamRules.Next(discovery.State) });
                break;
            default:
                if (change.Find<IpamDiscoveryAssociationRow>(subject) is not { } association) break;
                if (association.State == "disassociate-in-progress")
                    change.Remove<IpamDiscoveryAssociationRow>(subject);
                else change.Put(association with { State = IpamRules.Next(association.State) });
                break;
        }
    }
}
