using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2;

/// <summary>
/// Each documented filter of the core families finds something in a World that has it, and nothing by a value that
/// nobody has. What is legitimately empty here is named.
/// </summary>
public sealed class CoreFilterTests
{
    /// <summary>
    /// Filters of what does not exist here (Outposts, services of AWS), or of zones that are not asked for.
    /// </summary>
    private static readonly Dictionary<string, string[]> Empty = new(StringComparer.Ordinal)
    {
        ["DescribeSubnets"] = ["customer-owned-ipv4-pool", "enable-lni-at-device-index", "outpost-arn"],
        ["DescribeNetworkInterfaces"] = ["operator.principal"],
        ["DescribeNetworkInterfacePermissions"] = ["network-interface-permission.aws-service"],
        ["DescribeAvailabilityZones"] = ["message", "parent-zone-id", "parent-zone-name"],
    };

    private static readonly string[] Operations =
    [
        "DescribeVpcs", "DescribeSubnets", "DescribeSecurityGroups", "DescribeSecurityGroupRules",
        "DescribeRouteTables", "DescribeInternetGateways", "DescribeNetworkAcls", "DescribeDhcpOptions",
        "DescribeAddresses", "DescribeNatGateways", "DescribeNetworkInterfaces",
        "DescribeNetworkInterfacePermissions", "DescribeVpcPeeringConnections", "DescribeManagedPrefixLists",
        "DescribePrefixLists", "DescribeVpcEndpoints", "DescribeFlowLogs", "DescribeVpcEndpointServices",
        "DescribeAvailabilityZones", "DescribeRegions", "DescribeSecurityGroupVpcAssociations",
    ];

    [Fact]
    public void Each_filter_finds_what_is_there_and_nothing_else()
    {
        using var world = CoreWorld.Make();
        var wrong = new List<string>();
        foreach (var operation in Operations)
        {
            var all = Count(world, operation, null, null);
            if (all == 0) wrong.Add($"{operation} lists nothing");
            foreach (var filter in Documented(operation))
            {
                var found = Count(world, operation, filter, "*");
                var isEmpty = Empty.GetValueOrDefault(operation)?.Contains(filter) == true;
                if (found == 0 != isEmpty) wrong.Add($"{operation} {filter} finds {found}");
                if (Count(world, operation, filter, "no-such-value") != 0) wrong.Add($"{operation} {filter} finds all");
            }
        }

        Assert.Empty(wrong);
    }

    internal static int Count(TestWorld world, string operation, string? filter, string? value)
    {
        var type = typeof(DescribeVpcsRequest).Assembly.GetType($"Virga.Wire.Ec2.{operation}Request", true)!;
        var request = Activator.CreateInstance(type)!;
        if (filter is not null)
            (type.GetProperty("Filters") ?? type.GetProperty("Filter"))!.SetValue(
                request, new List<Filter> { new() { Name = filter, Values = [value!] } });
        var output = world.Run<object>(operation, request);
        var list = output.GetType().GetProperties().First(one => typeof(IList).IsAssignableFrom(one.PropertyType));
        return ((IList)list.GetValue(output)!).Count;
    }

    internal static List<string> Documented(string operation, [CallerFilePath] string path = "")
    {
        var models = Path.Combine(Path.GetDirectoryName(path)!, "../../../models/filters.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(models));
        return
        [
            .. document.RootElement.GetProperty(operation).EnumerateArray().Select(name => name.GetString()!)
                .Where(one => !one.StartsWith("tag", StringComparison.Ordinal)),
        ];
    }
}
