using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PrefixLists;

/// <summary>
/// The prefix lists of the services that have gateway endpoints. Ids: those of us-east-1 are AWS's, the others are
/// derived from the region's name. Blocks: some of what ip-ranges.json lists for the service; they are the same in
/// each region here.
/// </summary>
internal sealed class AwsPrefixLists : ISeed
{
    private static readonly string[] S3 =
        ["3.5.0.0/19", "16.15.176.0/20", "16.182.0.0/16", "52.216.0.0/15", "54.231.0.0/16"];

    private static readonly string[] DynamoDb = ["3.218.180.0/22", "35.71.64.0/22", "52.94.0.0/22", "52.119.224.0/20"];

    public static void Run(Change change)
    {
        Make(change, "s3", "pl-63a5400a", S3);
        Make(change, "dynamodb", "pl-02cd2c6b", DynamoDb);
    }

    private static void Make(Change change, string service, string usEast1Id, string[] blocks)
    {
        var name = $"com.amazonaws.{change.Region}.{service}";
        change.Put(new PrefixListRow(change.Region == "us-east-1" ? usEast1Id : IdOf(name))
        {
            Name = name,
            AddressFamily = "IPv4",
            MaxEntries = blocks.Length,
            State = PrefixListState.CreateComplete,
            Owner = PrefixListRow.Aws,
            Versions = [[.. blocks.Select(block => new PrefixListEntryRow(block, null))]],
        });
    }

    private static string IdOf(string name)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(name));
        return string.Create(CultureInfo.InvariantCulture, $"pl-{BitConverter.ToUInt32(hash):x8}");
    }
}
