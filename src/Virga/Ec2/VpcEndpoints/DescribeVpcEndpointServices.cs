using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpoints;

/// <summary>Lists the services that can have endpoints.</summary>
internal sealed class DescribeVpcEndpointServices
    : IQuery<DescribeVpcEndpointServicesRequest, DescribeVpcEndpointServicesResult>
{
    private static readonly Filters<ServiceDetail> Filters = new()
    {
        { "owner", one => one.Owner },
        { "service-name", one => one.ServiceName },
        { "service-region", one => one.ServiceRegion },
        { "service-type", one => one.ServiceType!.Select(type => type.ServiceType) },
        { "supported-ip-address-types", one => one.SupportedIpAddressTypes },
        { "tag-key", static _ => (string?)null },
    };

    public static DescribeVpcEndpointServicesResult Run(DescribeVpcEndpointServicesRequest input, WorldView at)
    {
        var all = EndpointServices.All(at).ToList();
        foreach (var name in input.ServiceNames ?? [])
            if (!all.Exists(one => one.ServiceName == name))
                throw new AwsException(
                    "InvalidServiceName", $"The Vpc Endpoint Service '{name}' does not exist");
        if (input.ServiceNames is { Count: > 0 } names) all.RemoveAll(one => !names.Contains(one.ServiceName!));
        foreach (var filter in input.Filters ?? []) all.RemoveAll(one => !Matches(filter, one));
        var page = PageToken.Slice(all, input.MaxResults, input.NextToken);
        return new()
        {
            ServiceDetails = page.Items,
            ServiceNames = [.. page.Items.Select(one => one.ServiceName!).Distinct(StringComparer.Ordinal)],
            NextToken = page.NextToken,
        };
    }

    private static bool Matches(Filter filter, ServiceDetail detail)
    {
        var name = filter.Name ?? "";
        if (name.StartsWith("tag:", StringComparison.Ordinal)) return false;
        var read = Filters.Find(name) ?? throw Ec2Errors.InvalidFilter(name);
        return read(detail).Any(value => value is not null
            && (filter.Values ?? []).Exists(pattern => Wildcard.IsMatch(pattern, value)));
    }
}
