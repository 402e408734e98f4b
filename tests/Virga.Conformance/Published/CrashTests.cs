using System.Collections.Concurrent;
using System.Xml.Linq;
using Xunit;

namespace Virga.Conformance.Published;

/// <summary>
/// kill -9 at a random instant while clients write: after the restart, everything that was answered is there, and
/// nothing that nobody asked for.
/// </summary>
public sealed class CrashTests
{
    private const int Rounds = 10;
    // Two clients at a millisecond a write stay under AWS's 2,500 groups in all rounds.
    private const int Clients = 2;

    [Fact]
    public async Task What_was_answered_is_there_after_kill_9()
    {
        var data = Directory.CreateTempSubdirectory("virga-crash-");
        var random = new Random(20261121);
        var answered = new ConcurrentDictionary<string, string>();
        var asked = new ConcurrentDictionary<string, bool>();
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                await using (var server = await PublishedServer.StartAsync("--data", data.FullName))
                {
                    var writers = Enumerable.Range(0, Clients)
                        .Select(client => WriteUntilItDiesAsync(server, $"r{round}c{client}", asked, answered))
                        .ToArray();
                    await Task.Delay(random.Next(20, 120));
                    server.Kill();
                    await Task.WhenAll(writers);
                }

                await using var again = await PublishedServer.StartAsync("--data", data.FullName);
                var (_, body) = await again.CallEc2Async("DescribeSecurityGroups");
                var found = Groups(body);
                Assert.All(answered, group => Assert.Equal(group.Value, found.GetValueOrDefault(group.Key)));
                Assert.All(found.Keys, name => Assert.True(name == "default" || asked.ContainsKey(name), name));
            }
        }
        finally
        {
            data.Delete(recursive: true);
        }

        Assert.True(answered.Count >= Rounds, $"only {answered.Count} writes were answered in {Rounds} rounds");
    }

    private static async Task WriteUntilItDiesAsync(
        PublishedServer server, string prefix,
        ConcurrentDictionary<string, bool> asked, ConcurrentDictionary<string, string> answered)
    {
        try
        {
            for (var number = 0; ; number++)
            {
                var name = $"{prefix}n{number}";
                asked[name] = true;
                var (_, body) = await server.CallEc2Async(
                    "CreateSecurityGroup", $"&GroupName={name}&GroupDescription=a+group");
                answered[name] = Text(XDocument.Parse(body).Root!, "groupId");
                await Task.Delay(1);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // It was killed: the last call has no answer.
        }
    }

    private static Dictionary<string, string> Groups(string body) =>
        XDocument.Parse(body).Root!.Elements()
            .Single(element => element.Name.LocalName == "securityGroupInfo").Elements()
            .ToDictionary(item => Text(item, "groupName"), item => Text(item, "groupId"));

    private static string Text(XElement parent, string name) =>
        parent.Elements().Single(element => element.Name.LocalName == name).Value;
}
