using System.Diagnostics;

namespace Virga.Bench;

/// <summary>One run of a request by several clients at once.</summary>
/// <param name="PerSecond">Answers with status 200 a second.</param>
/// <param name="P50">Median time to the whole answer, in milliseconds.</param>
/// <param name="P99">The same, of the slowest hundredth.</param>
internal sealed record Load(double PerSecond, double P50, double P99)
{
    public static async Task<Load> RunAsync(int port, byte[] request, int clients, double seconds)
    {
        var clock = Stopwatch.StartNew();
        var end = TimeSpan.FromSeconds(seconds);
        var times = await Task.WhenAll(Enumerable.Range(0, clients)
            .Select(_ => Task.Run(() => ClientAsync(port, request, clock, end))));
        var sorted = times.SelectMany(list => list).Order().ToList();
        return new Load(sorted.Count / clock.Elapsed.TotalSeconds, At(sorted, 0.5), At(sorted, 0.99));
    }

    /// <summary>The run whose rate is the median of several.</summary>
    public static async Task<Load> MedianAsync(int port, byte[] request, Options options)
    {
        await RunAsync(port, request, options.Clients, options.Seconds / 5);
        var runs = new List<Load>();
        for (var i = 0; i < options.Repeats; i++)
        {
            runs.Add(await RunAsync(port, request, options.Clients, options.Seconds));
        }
        return runs.OrderBy(run => run.PerSecond).ElementAt(runs.Count / 2);
    }

    private static async Task<List<double>> ClientAsync(int port, byte[] request, Stopwatch clock, TimeSpan end)
    {
        await using var connection = new Ec2Connection(port);
        var times = new List<double>();
        while (clock.Elapsed < end)
        {
            var began = Stopwatch.GetTimestamp();
            var answer = await connection.SendAsync(request);
            if (answer.Status != 200) throw new InvalidOperationException($"status {answer.Status}: {answer.Text}");
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return times;
    }

    private static double At(List<double> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}
