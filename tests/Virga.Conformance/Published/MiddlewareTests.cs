using System.Net;
using System.Xml.Linq;
using Xunit;

namespace Virga.Conformance.Published;

/// <summary>What every operation gets without a line of its own: client tokens, dry runs, paging.</summary>
public sealed class MiddlewareTests
{
    [Fact]
    public async Task The_same_token_gives_the_same_answer_and_other_parameters_an_error()
    {
        await using var server = await PublishedServer.StartAsync();
        const string first = "&PrefixListName=x&AddressFamily=IPv4&MaxEntries=5&ClientToken=one";

        var (_, made) = await server.CallEc2Async("CreateManagedPrefixList", first);
        var (_, again) = await server.CallEc2Async("CreateManagedPrefixList", first);
        var (status, other) = await server.CallEc2Async("CreateManagedPrefixList", first.Replace("=x", "=y"));
        var (_, all) = await server.CallEc2Async(
            "DescribeManagedPrefixLists", "&Filter.1.Name=owner-id&Filter.1.Value.1=123456789012");

        Assert.Equal(Value(made, "prefixListId"), Value(again, "prefixListId"));
        Assert.NotEqual(Value(made, "requestId"), Value(again, "requestId"));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("<Code>IdempotentParameterMismatch</Code>", other);
        Assert.Single(XDocument.Parse(all).Descendants(), element => element.Name.LocalName == "prefixListId");
    }

    [Fact]
    public async Task Calls_with_one_token_at_the_same_time_make_one_thing()
    {
        await using var server = await PublishedServer.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.CallEc2Async(
            "RunInstances", "&ImageId=ami-amazonlinux2023&MinCount=1&MaxCount=1&ClientToken=same")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Single(answers.Select(answer => Value(answer.Body, "instanceId")).Distinct());
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_and_does_nothing()
    {
        await using var server = await PublishedServer.StartAsync();

        var (allowed, text) = await server.CallEc2Async("CreateVpc", "&CidrBlock=10.9.0.0%2F16&DryRun=true");
        var (refused, wrong) = await server.CallEc2Async("CreateVpc", "&CidrBlock=10.9.0.0%2F8&DryRun=true");
        var (_, vpcs) = await server.CallEc2Async("DescribeVpcs");

        Assert.Equal(HttpStatusCode.PreconditionFailed, allowed);
        Assert.Contains("<Code>DryRunOperation</Code>", text);
        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.Contains("<Code>InvalidVpc.Range</Code>", wrong);
        Assert.DoesNotContain("10.9.0.0", vpcs);
    }

    [Fact]
    public async Task Pages_neither_repeat_nor_skip_while_others_write()
    {
        await using var server = await PublishedServer.StartAsync();
        var expected = new HashSet<string>();
        for (var number = 0; number < 40; number++)
        {
            var (_, made) = await server.CallEc2Async(
                "CreateSecurityGroup", $"&GroupName=g{number}&GroupDescription=d");
            expected.Add(Value(made, "groupId"));
        }

        var seen = new List<string>();
        for (string? token = ""; token is not null; token = token.Length == 0 ? null : token)
        {
            var more = token.Length == 0 ? "" : "&NextToken=" + Uri.EscapeDataString(token);
            var (_, page) = await server.CallEc2Async("DescribeSecurityGroups", "&MaxResults=7" + more);
            var root = XDocument.Parse(page).Root!;
            seen.AddRange(root.Elements().Single(element => element.Name.LocalName == "securityGroupInfo").Elements()
                .Select(item => item.Elements().First(element => element.Name.LocalName == "groupId").Value));
            token = root.Elements().FirstOrDefault(element => element.Name.LocalName == "nextToken")?.Value ?? "";
            await server.CallEc2Async("CreateSecurityGroup", $"&GroupName=later{seen.Count}&GroupDescription=d");
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Superset(expected, seen.ToHashSet());
    }

    private static string Value(string body, string name) =>
        XDocument.Parse(body).Descendants().First(element => element.Name.LocalName == name).Value;
}
