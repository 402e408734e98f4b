using System.Globalization;
using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>The filters of SearchTransitGatewayRoutes, with its searches by prefix.</summary>
internal static class TransitGatewayRouteFilters
{
    private static readonly Filters<TransitGatewayRoute> Values = new()
    {
        {
            "attachment.transit-gateway-attachment-id",
            one => one.TransitGatewayAttachments?.Select(each => each.TransitGatewayAttachmentId)
        },
        { "attachment.resource-id", one => one.TransitGatewayAttachments?.Select(each => each.ResourceId) },
        { "attachment.resource-type", one => one.TransitGatewayAttachments?.Select(each => each.ResourceType) },
        { "prefix-list-id", one => one.PrefixListId },
        { "state", one => one.State },
        { "type", one => one.Type },
        { "transit-gateway-route-destination-cidr-block", one => one.DestinationCidrBlock },
    };

    /// <summary>The routes that satisfy all filters.</summary>
    public static List<TransitGatewayRoute> Search(IEnumerable<TransitGatewayRoute> routes, List<Filter>? filters)
    {
        var left = routes.ToList();
        foreach (var filter in filters ?? [])
        {
            var name = filter.Name ?? throw CommonErrors.MissingParameter("Filter.Name");
            var wanted = filter.Values ?? [];
            left = name.StartsWith("route-search.", StringComparison.Ordinal)
                ? ByPrefix(left, name, wanted)
                : ByValue(left, name, wanted);
        }

        return left;
    }

    private static List<TransitGatewayRoute> ByValue(List<TransitGatewayRoute> left, string name, List<string> wanted)
    {
        var read = Values.Find(name) ?? throw Ec2Errors.InvalidFilter(name);
        return left.FindAll(one => read(one).Any(value => value is not null
            && wanted.Exists(pattern => Wildcard.IsMatch(pattern, value))));
    }

    private static List<TransitGatewayRoute> ByPrefix(List<TransitGatewayRoute> left, string name, List<string> wanted)
    {
        Func<string, string, bool> test = name switch
        {
            "route-search.exact-match" => static (route, text) => Block(text) is { } block && route == block.ToString(),
            "route-search.longest-prefix-match" or "route-search.supernet-of-match" =>
                static (route, text) => Contains(route, text),
            "route-search.subnet-of-match" => static (route, text) => Contains(text, route),
            _ => throw Ec2Errors.InvalidFilter(name),
        };
        var matches = left.FindAll(one => wanted.Exists(text => test(one.DestinationCidrBlock!, text)));
        if (name != "route-search.longest-prefix-match" || matches.Count == 0) return matches;
        var longest = matches.Max(Length);
        return matches.FindAll(one => Length(one) == longest);
    }

    private static int Length(TransitGatewayRoute route) => int.Parse(
        route.DestinationCidrBlock!.AsSpan(route.DestinationCidrBlock!.IndexOf('/', StringComparison.Ordinal) + 1),
        CultureInfo.InvariantCulture);

    /// <summary>Whether a block holds another, or an address.</summary>
    private static bool Contains(string outer, string inner)
    {
        if (Cidr.TryParse(outer, out var wide4) && Cidr.TryParse(Whole(inner, 32), out var small4))
            return wide4.Contains(small4);
        return Ipv6Cidr.TryParse(outer, out var wide6) && Ipv6Cidr.TryParse(Whole(inner, 128), out var small6)
            && wide6.Contains(small6);
    }

    private static string Whole(string text, int bits) => text.Contains('/', StringComparison.Ordinal)
        ? text
        : $"{text}/{bits.ToString(CultureInfo.InvariantCulture)}";

    private static string? Block(string text)
    {
        if (Cidr.TryParse(text, out var ipv4)) return ipv4.Canonical.ToString();
        return Ipv6Cidr.TryParse(text, out var ipv6) ? ipv6.Canonical.ToString() : null;
    }
}
