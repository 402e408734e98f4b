using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Creates an IPAM with its two default scopes and its own resource discovery.</summary>
internal sealed class CreateIpam : IMutation<CreateIpamRequest, CreateIpamResult>
{
    public static CreateIpamResult Run(CreateIpamRequest input, Change change)
    {
        var id = change.NewId("ipam");
        var regions = IpamRules.Regions(change, (input.OperatingRegions ?? []).Select(one => one.RegionName));
        var discovery = IpamRules.Settle(change, new IpamResourceDiscoveryRow(change.NewId("ipam-res-disco"))
        {
            State = "create-in-progress", IsDefault = true, Regions = regions,
        });
        var association = IpamRules.Settle(change, new IpamDiscoveryAssociationRow(change.NewId("ipam-res-disco-assoc"))
        {
            State = "associate-in-progress", IpamId = id, DiscoveryId = discovery.Id, IsDefault = true,
        });
        var row = IpamRules.Settle(change, new IpamRow(id)
        {
            State = IpamState.CreateInProgress,
            Description = input.Description,
            Regions = regions,
            PublicScopeId = Scope(change, id, isPublic: true),
            PrivateScopeId = Scope(change, id, isPublic: false),
            DiscoveryId = discovery.Id,
            AssociationId = association.Id,
            Tier = input.Tier ?? IpamTier.Advanced,
            IsPrivateGuaEnabled = input.EnablePrivateGua == true,
            MeteredAccount = input.MeteredAccount ?? IpamMeteredAccount.IpamOwner,
        });
        change.TagNew(input.TagSpecifications, ResourceType.Ipam, row.Id);
        return new() { Ipam = IpamView.Of(row, change) };
    }

    private static string Scope(Change change, string ipamId, bool isPublic) =>
        IpamRules.Settle(change, new IpamScopeRow(change.NewId("ipam-scope"))
        {
            IpamId = ipamId, State = "create-in-progress", IsPublic = isPublic, IsDefault = true,
        }).Id;
}
