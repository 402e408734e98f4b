using System.Collections;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2;

/// <summary>
/// Every list of the networking API in pages, over a thousand rows that are copies of one that is there, while others
/// come and go: each that stays is listed once.
/// </summary>
public sealed class PagingTests
{
    private const int Rows = 1_050;

    /// <summary>Lists of what cannot exist here, and of what lies within other rows.</summary>
    private static readonly string[] None =
    [
        "DescribeIpv6Pools", "DescribeCoipPools", "DescribeLocalGateways", "DescribeLocalGatewayRouteTables",
        "DescribeLocalGatewayVirtualInterfaces", "DescribeLocalGatewayVirtualInterfaceGroups",
        "DescribeLocalGatewayRouteTableVpcAssociations", "DescribeOutpostLags", "DescribeServiceLinkVirtualInterfaces",
        "DescribeSecondaryInterfaces", "DescribeTransitGatewayRouteTableAnnouncements",
        "DescribeTrunkInterfaceAssociations", "DescribeVpcEndpointAssociations", "DescribePrefixLists",
    ];

    [Fact]
    public void Each_row_that_stays_is_listed_once()
    {
        var wrong = new List<string>();
        using var core = CoreWorld.Make();
        using var rest = FilterTests.Furnished();
        foreach (ITheoryDataRow family in DescribeTests.Families)
        {
            var (operation, prefix) = ((string)family.GetData()[0]!, (string)family.GetData()[2]!);
            if (None.Contains(operation)) continue;
            var world = Sample(core, operation, prefix) is null ? rest : core;
            if (Sample(world, operation, prefix) is not { } sample) wrong.Add($"{operation} has no row to copy");
            else Check(world, operation, sample, wrong);
        }

        Assert.Empty(wrong);
    }

    private static void Check(TestWorld world, string operation, Row sample, List<string> wrong)
    {
        world.ChecksInvariants = false;
        var made = new List<string>();
        world.Arrange(change =>
        {
            for (var i = 0; i < Rows; i++) made.Add(Copy(change, sample));
        });
        var ids = made.ToHashSet(StringComparer.Ordinal);
        var removed = new HashSet<string>(StringComparer.Ordinal);
        var seen = new List<string>();
        string? token = null;
        for (var page = 0; page < 30; page++)
        {
            var (items, next) = Page(world, operation, token);
            seen.AddRange(items.Select(item => IdOf(item, ids)).OfType<string>());
            token = next;
            if (token is null) break;
            world.Arrange(change =>
            {
                Copy(change, sample);
                foreach (var id in new[] { made[page * 20], made[^(1 + (page * 3))] })
                    if (removed.Add(id)) Remove(change, sample, id);
            });
        }

        if (token is not null) wrong.Add($"{operation} has no end");
        if (seen.Count != seen.Distinct(StringComparer.Ordinal).Count()) wrong.Add($"{operation} repeats rows");
        var missing = made.Where(id => !removed.Contains(id)).Except(seen, StringComparer.Ordinal).Count();
        if (missing > 0) wrong.Add($"{operation} skips {missing} rows");
        world.Arrange(change =>
        {
            foreach (var id in made) Remove(change, sample, id);
        });
    }

    /// <summary>A row that the operation lists.</summary>
    private static Row? Sample(TestWorld world, string operation, string prefix)
    {
        if (Registry.FindKind(prefix) is not { } kind) return null;
        var table = world.View.Partition(world.Scope).Table(kind);
        var ids = table.All.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        var item = Page(world, operation, null, pageSize: null).Items.FirstOrDefault(one => IdOf(one, ids) is not null);
        return item is null ? null : table.FindRow(IdOf(item, ids));
    }

    private static (List<object> Items, string? Next) Page(
        TestWorld world, string operation, string? token, int? pageSize = 100)
    {
        var type = typeof(DescribeVpcsRequest).Assembly.GetType($"Virga.Wire.Ec2.{operation}Request", true)!;
        var request = Activator.CreateInstance(type)!;
        type.GetProperty("MaxResults")?.SetValue(request, pageSize);
        type.GetProperty("NextToken")?.SetValue(request, token);
        var output = world.Run<object>(operation, request);
        var list = output.GetType().GetProperties().First(one => typeof(IList).IsAssignableFrom(one.PropertyType));
        return (
            [.. ((IList)list.GetValue(output)!).Cast<object>()],
            (string?)output.GetType().GetProperty("NextToken")?.GetValue(output));
    }

    private static string? IdOf(object item, HashSet<string> ids) => item.GetType().GetProperties()
        .Where(one => one.PropertyType == typeof(string)).Select(one => (string?)one.GetValue(item))
        .FirstOrDefault(value => value is not null && ids.Contains(value));

    private static string Copy(Change change, Row sample)
    {
        var copy = (Row)sample.GetType().GetMethod("<Clone>$")!.Invoke(sample, null)!;
        var id = change.NewId(sample.Id[..sample.Id.LastIndexOf('-')]);
        typeof(Row).GetProperty(nameof(Row.Id))!.SetValue(copy, id);
        typeof(Change).GetMethod(nameof(Change.Put))!.MakeGenericMethod(sample.GetType()).Invoke(change, [copy]);
        return id;
    }

    private static void Remove(Change change, Row sample, string id) => typeof(Change)
        .GetMethod(nameof(Change.Remove))!.MakeGenericMethod(sample.GetType()).Invoke(change, [id]);
}
