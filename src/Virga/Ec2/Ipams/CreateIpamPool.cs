using Virga.Ec2.Tags;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Creates a pool in a scope, perhaps below another pool, perhaps for the subnets of a VPC.</summary>
internal sealed class CreateIpamPool : IMutation<CreateIpamPoolRequest, CreateIpamPoolResult>
{
    /// <summary>IPAM guide, "Quotas": depth of pools in pools.</summary>
    private const int MaxDepth = 10;

    public static CreateIpamPoolResult Run(CreateIpamPoolRequest input, Change change)
    {
        var scope = change.Named<IpamScopeRow>(input.IpamScopeId);
        var ipam = change.Get<IpamRow>(scope.IpamId);
        var isIpv4 = input.AddressFamily == AddressFamily.Ipv4;
        var locale = input.Locale is "None" ? null : input.Locale;
        if (locale is not null && !ipam.Regions.Contains(locale))
            throw CommonErrors.InvalidParameterValue(
                $"The locale {locale} is none of the operating regions of {ipam.Id}.");
        if (input.AutoImport == true)
            throw CommonErrors.InvalidParameterValue("Virga does not import resources into pools by itself.");
        CheckLengths(input, isIpv4);
        if (input.SourceIpamPoolId is not null) CheckSource(change, scope, input, isIpv4, locale);
        var row = IpamRules.Settle(change, new IpamPoolRow(change.NewId("ipam-pool"))
        {
            ScopeId = scope.Id,
            IpamId = ipam.Id,
            SourcePoolId = input.SourceIpamPoolId,
            SourceVpcId = SourceVpc(change, input, locale),
            State = IpamPoolState.CreateInProgress,
            IsIpv4 = isIpv4,
            Locale = locale,
            Description = input.Description,
            IsPubliclyAdvertisable = scope.IsPublic && !isIpv4 ? input.PubliclyAdvertisable ?? false : null,
            AwsService = input.AwsService,
            PublicIpSource = scope.IsPublic ? input.PublicIpSource ?? IpamPoolPublicIpSource.Byoip : null,
            MinLength = input.AllocationMinNetmaskLength,
            MaxLength = input.AllocationMaxNetmaskLength,
            DefaultLength = input.AllocationDefaultNetmaskLength,
            ResourceTags = (input.AllocationResourceTags ?? []).ToDictionary(tag => tag.Key!, tag => tag.Value ?? ""),
        });
        change.TagNew(input.TagSpecifications, ResourceType.IpamPool, row.Id);
        return new() { IpamPool = IpamView.Pool(row, change) };
    }

    private static void CheckLengths(CreateIpamPoolRequest input, bool isIpv4)
    {
        var most = isIpv4 ? 32 : 128;
        int?[] lengths =
        [
            input.AllocationMinNetmaskLength, input.AllocationMaxNetmaskLength, input.AllocationDefaultNetmaskLength,
        ];
        if (lengths.Any(one => one is < 0 || one > most)
            || input.AllocationMinNetmaskLength > input.AllocationMaxNetmaskLength
            || input.AllocationDefaultNetmaskLength < input.AllocationMinNetmaskLength
            || input.AllocationDefaultNetmaskLength > input.AllocationMaxNetmaskLength)
            throw CommonErrors.InvalidParameterValue("The netmask lengths of the pool's allocation rules are invalid.");
    }

    /// <summary>A pool below another is of its scope and family, and of its locale where that has one.</summary>
    private static void CheckSource(
        Change change, IpamScopeRow scope, CreateIpamPoolRequest input, bool isIpv4, string? locale)
    {
        var source = change.Named<IpamPoolRow>(input.SourceIpamPoolId);
        if (source.ScopeId != scope.Id || source.IsIpv4 != isIpv4)
            throw CommonErrors.InvalidParameterValue(
                $"The source pool {source.Id} is of another scope or address family.");
        if (source.Locale is not null && source.Locale != locale)
            throw CommonErrors.InvalidParameterValue(
                $"The locale must be that of the source pool {source.Id}: {source.Locale}.");
        if (IpamView.Pool(source, change).PoolDepth >= MaxDepth)
            throw Ec2Errors.LimitExceeded("IpamPoolDepthLimitExceeded", "The maximum depth of pools has been reached.");
    }

    private static string? SourceVpc(Change change, CreateIpamPoolRequest input, string? locale)
    {
        if (input.SourceResource is not { } source) return null;
        if (source.ResourceOwner != change.Account || source.ResourceType != IpamPoolSourceResourceType.Vpc)
            throw CommonErrors.InvalidParameterValue("The source resource must be a VPC of the account.");
        if (source.ResourceRegion != locale)
            throw CommonErrors.InvalidParameterValue("The locale must be the region of the source resource.");
        return change.At(new Scope(change.Account, locale!)).Named<VpcRow>(source.ResourceId).Id;
    }
}
