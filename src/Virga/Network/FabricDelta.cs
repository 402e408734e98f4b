namespace Virga.Network;

/// <summary>
/// The difference of two desired states: whole objects that are new or changed, and ids that are gone. Sending it
/// instead of the state keeps a rule change cheap at a thousand interfaces.
/// </summary>
internal sealed record FabricDelta(FabricState Put, ValueList<string> Removed)
{
    /// <summary>The settings travel with every delta: they are small.</summary>
    public FabricState ApplyTo(FabricState state)
    {
        var gone = Removed.ToHashSet(StringComparer.Ordinal);
        return new FabricState
        {
            Settings = Put.Settings,
            Vpcs = Merge(state.Vpcs, Put.Vpcs, gone),
            Subnets = Merge(state.Subnets, Put.Subnets, gone),
            Interfaces = Merge(state.Interfaces, Put.Interfaces, gone),
            SecurityGroups = Merge(state.SecurityGroups, Put.SecurityGroups, gone),
            NetworkAcls = Merge(state.NetworkAcls, Put.NetworkAcls, gone),
            RouteTables = Merge(state.RouteTables, Put.RouteTables, gone),
            InternetGateways = Merge(state.InternetGateways, Put.InternetGateways, gone),
            EgressOnlyInternetGateways = Merge(
                state.EgressOnlyInternetGateways, Put.EgressOnlyInternetGateways, gone),
            NatGateways = Merge(state.NatGateways, Put.NatGateways, gone),
            Peerings = Merge(state.Peerings, Put.Peerings, gone),
            TransitGateways = Merge(state.TransitGateways, Put.TransitGateways, gone),
            ElasticAddresses = Merge(state.ElasticAddresses, Put.ElasticAddresses, gone),
            PublishedPorts = Merge(state.PublishedPorts, Put.PublishedPorts, gone),
            PrefixLists = Merge(state.PrefixLists, Put.PrefixLists, gone),
            FlowLogs = Merge(state.FlowLogs, Put.FlowLogs, gone),
        };
    }

    public static FabricDelta Between(FabricState before, FabricState after)
    {
        var gone = new List<string>();
        var put = new FabricState
        {
            Settings = after.Settings,
            Vpcs = Changed(before.Vpcs, after.Vpcs, gone),
            Subnets = Changed(before.Subnets, after.Subnets, gone),
            Interfaces = Changed(before.Interfaces, after.Interfaces, gone),
            SecurityGroups = Changed(before.SecurityGroups, after.SecurityGroups, gone),
            NetworkAcls = Changed(before.NetworkAcls, after.NetworkAcls, gone),
            RouteTables = Changed(before.RouteTables, after.RouteTables, gone),
            InternetGateways = Changed(before.InternetGateways, after.InternetGateways, gone),
            EgressOnlyInternetGateways = Changed(
                before.EgressOnlyInternetGateways, after.EgressOnlyInternetGateways, gone),
            NatGateways = Changed(before.NatGateways, after.NatGateways, gone),
            Peerings = Changed(before.Peerings, after.Peerings, gone),
            TransitGateways = Changed(before.TransitGateways, after.TransitGateways, gone),
            ElasticAddresses = Changed(before.ElasticAddresses, after.ElasticAddresses, gone),
            PublishedPorts = Changed(before.PublishedPorts, after.PublishedPorts, gone),
            PrefixLists = Changed(before.PrefixLists, after.PrefixLists, gone),
            FlowLogs = Changed(before.FlowLogs, after.FlowLogs, gone),
        };
        return new FabricDelta(put, gone.ToValueList());
    }

    private static ValueList<T> Merge<T>(ValueList<T> old, ValueList<T> put, HashSet<string> gone)
        where T : IFabricObject
    {
        if (put.Count == 0 && !old.Any(item => gone.Contains(item.Id)))
            return old;

        var merged = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var item in old)
        {
            if (!gone.Contains(item.Id))
                merged[item.Id] = item;
        }

        foreach (var item in put)
            merged[item.Id] = item;
        return merged.Values.ToValueList();
    }

    private static ValueList<T> Changed<T>(ValueList<T> before, ValueList<T> after, List<string> gone)
        where T : class, IFabricObject
    {
        if (ReferenceEquals(before, after))
            return [];

        var left = before.ToDictionary(item => item.Id, StringComparer.Ordinal);
        var put = new List<T>();
        foreach (var item in after)
        {
            if (!left.Remove(item.Id, out var old) || !(ReferenceEquals(old, item) || old.Equals(item)))
                put.Add(item);
        }

        gone.AddRange(left.Keys);
        return put.ToValueList();
    }
}
