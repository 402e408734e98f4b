using System.Net;
using Virga.Network;
using Virga.Network.Reachability;
using Virga.Tests.Network.Desired;

namespace Virga.Simulation.Network;

/// <summary>
/// Random networks, made by the API: what rows, plan and walker say of a connection is held against a naive reading of
/// the same rows, after each of a series of changes. (That the walker and real packets agree is shown elsewhere.)
/// </summary>
public sealed class RandomNetworkTests
{
    private const string Outside = "203.0.113.9";
    private const int Changes = 8;
    private const int QuestionsPerChange = 40;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Plan_and_walker_agree_with_the_rows(int seed)
    {
        using var lab = new NetworkLab();
        var network = new RandomNetwork(lab, seed);
        var wrong = new List<string>();
        var reachable = 0;
        for (var change = 0; change <= Changes; change++)
        {
            // The state is kept up from change to change, as the server does.
            var index = new FabricIndex(lab.State);
            var naive = new NaiveNetwork(lab.World.View);
            for (var i = 0; i < QuestionsPerChange; i++)
            {
                var (question, expected) = Question(network, naive);
                var answer = PathWalker.Walk(index, question);
                if (answer.IsReachable) reachable++;
                if (answer.IsReachable != expected) wrong.Add($"change {change}: {Said(question, answer)}");
            }

            network.Change();
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong.Take(5)));
        // Where everything is closed (or open) nothing was shown.
        Assert.InRange(reachable, 5, ((Changes + 1) * QuestionsPerChange) - 5);
    }

    private static (PathQuestion Question, bool Expected) Question(RandomNetwork network, NaiveNetwork naive)
    {
        var port = network.Port();
        if (network.PublicAddresses.Count > 0 && network.Chance(20))
        {
            var open = network.Pick(network.PublicAddresses);
            return (Ask(null, Outside, open, port), naive.ReachesFromOutside(Outside, open, port));
        }

        var from = network.Interface(network.Pick(network.Instances));
        var to = network.Chance(25) ? Outside : network.Interface(network.Pick(network.Instances)).PrimaryAddress!;
        if (to == from.PrimaryAddress) to = Outside;
        return (Ask(from.Id, null, to, port), naive.Reaches(from, to, port));
    }

    private static string Said(PathQuestion question, PathAnswer answer) =>
        $"{question.SourceInterfaceId ?? "outside"} to {question.Destination}:{question.Port} is "
        + $"{(answer.IsReachable ? "reachable" : "not reachable")}, and the rows say the contrary: "
        + string.Join("; ", answer.Steps.Select(step => $"{step.ComponentId} {step.Text}"));

    private static PathQuestion Ask(string? from, string? client, string to, int port) => new()
    {
        SourceInterfaceId = from,
        SourceAddress = client is null ? null : IPAddress.Parse(client),
        Destination = IPAddress.Parse(to),
        Protocol = IpProtocol.Tcp,
        Port = port,
    };
}
