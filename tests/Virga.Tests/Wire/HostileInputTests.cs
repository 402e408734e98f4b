using System.Diagnostics;
using System.Text;
using Virga.Wire;
using Virga.Wire.Ec2;
using Virga.Wire.Iam;
using Virga.Wire.Ssm;
using Xunit;

namespace Virga.Tests.Wire;

/// <summary>Whatever arrives, the answer is a shape or an <see cref="InputException"/>, in bounded time.</summary>
public sealed class HostileInputTests
{
    private const int Seed = 20_240_229, Rounds = 20_000;

    private static readonly string[] Pieces =
    [
        "Action=RunInstances", "ImageId=ami-1", "MinCount=1", "MaxCount=", "Filter.1.Name=a", "Filter.", ".",
        "=", "&", "&&",
        "%", "%4", "%41", "%ff", "%00", "+", "BlockDeviceMapping.1.Ebs.VolumeSize=8", "SecurityGroupId.999999999=a",
        "SecurityGroupId.9999999999=a", "NetworkInterface.1.Groups.1", "TagSpecification.2.Tag.1.Key=k", "DryRun=true",
        "\0", "é",
        "Placement.Tenancy=default", "Tags.member.1.Key=k", "Tags.member.", "RoleName=r", "{", "}",
        "[", "]", "\"Tags\":", "\"", ",",
        "null", "1e999", "-1", "\\ud800", "{\"Parameters\":{\"a\":[\"b\"]}}", "\"Targets\":[{\"Key\":\"k\"}]", "true",
    ];

    [Fact]
    public void Forms_made_of_shreds_never_break_the_reader()
    {
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            var body = Shreds(random);
            Try(() => Ec2Api.RunInstances.ReadQuery(QueryDocument.Parse(body).Root), body);
            Try(() => IamApi.CreateRole.ReadQuery(QueryDocument.Parse(body).Root), body);
            Try(() => SsmApi.SendCommand.ReadJson(body), body);
        }
    }

    [Fact]
    public void Random_bytes_never_break_the_reader()
    {
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            var body = new byte[random.Next(80)];
            random.NextBytes(body);
            Try(() => Ec2Api.RunInstances.ReadQuery(QueryDocument.Parse(body).Root), body);
            Try(() => SsmApi.SendCommand.ReadJson(body), body);
        }
    }

    public static TheoryData<string, Func<int, string>> Big => new()
    {
        { "many names", i => $"n{i}=1" },
        { "one list", i => $"VpcId.{i + 1}=vpc" },
        { "one list backwards", i => $"VpcId.{900_000 - i}=vpc" },
        { "deep names", i => $"a{i}.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p=1" },
        { "filters", i => $"Filter.{i + 1}.Value.1={new string('v', 700)}" },
    };

    [Theory, MemberData(nameof(Big))]
    public void The_largest_form_is_read_in_bounded_time(string what, Func<int, string> pair)
    {
        var body = Encoding.UTF8.GetBytes(string.Join('&', Enumerable.Range(0, QueryLimits.Parameters).Select(pair)));
        var watch = Stopwatch.StartNew();
        Try(() => Ec2Api.DescribeVpcs.ReadQuery(QueryDocument.Parse(body).Root), body);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{what}: {watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void Deep_JSON_is_refused() =>
        Assert.Throws<InputException>(() => SsmApi.GetInventory.ReadJson(Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Repeat("{\"Aggregators\":[", 10_000)))));

    private static byte[] Shreds(Random random)
    {
        var text = new StringBuilder();
        for (var pieces = random.Next(12); pieces >= 0; pieces--)
            text.Append(Pieces[random.Next(Pieces.Length)]).Append(random.Next(3) == 0 ? "" : "&");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Try(Func<object> read, byte[] body)
    {
        try
        {
            Assert.NotNull(read());
        }
        catch (InputException fault)
        {
            Assert.NotNull(fault.Parameter);
        }
        catch (Exception other) when (other is not Xunit.Sdk.IAssertionException)
        {
            Assert.Fail($"{other.GetType().Name} for {Encoding.UTF8.GetString(body)}");
        }
    }
}
