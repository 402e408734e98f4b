using System.Diagnostics;

namespace Virga.Bench;

/// <summary>
/// What is measured of one server. Each scenario starts with a server of its own, so none inherits another's state.
/// </summary>
internal sealed class Scenarios(Contender contender, Options options, Report report)
{
    private const int PageSize = 1000;
    private const int SettleSeconds = 3;
    private const int ManyLimitSeconds = 240;

    public async Task RunAllAsync()
    {
        await MeasureAsync("start", StartAndMemoryAsync);
        await MeasureAsync("regions", RegionsAsync);
        await MeasureAsync("100 instances", HundredInstancesAsync);
        await MeasureAsync("launches", LaunchesAsync);
        await MeasureAsync("many instances", ManyInstancesAsync);
    }

    /// <summary>What a server can not do leaves its figures empty and is said; the others still count.</summary>
    private async Task MeasureAsync(string name, Func<Task> scenario)
    {
        try
        {
            await scenario();
        }
        catch (InvalidOperationException error)
        {
            report.Fail($"{contender.Name}: {name}: {error.Message}");
        }
    }

    private async Task StartAndMemoryAsync()
    {
        var milliseconds = new List<double>();
        var resident = new List<double>();
        for (var i = 0; i < options.Starts; i++)
        {
            await using var server = await Server.StartAsync(contender);
            milliseconds.Add(server.FirstAnswer.TotalMilliseconds);
            if (i % 5 != 0) continue;
            await Task.Delay(TimeSpan.FromSeconds(SettleSeconds));
            resident.Add(server.ResidentMiB());
        }
        report.Add($"start to first answer, median of {options.Starts} (ms)", contender, $"{Median(milliseconds):F0}");
        report.Add($"memory {SettleSeconds} s after the first answer (MiB)", contender, $"{Median(resident):F1}");
    }

    private async Task RegionsAsync()
    {
        await using var server = await Server.StartAsync(contender);
        var load = await Load.MedianAsync(server.Port, Ec2Request.Of("DescribeRegions"), options);
        Rate("DescribeRegions", load);
        report.Add("memory after that (MiB)", contender, $"{server.ResidentMiB():F1}");
    }

    private async Task HundredInstancesAsync()
    {
        await using var server = await Server.StartAsync(contender);
        await using var connection = new Ec2Connection(server.Port);
        await LaunchAsync(connection, 100);
        var request = Ec2Request.Of("DescribeInstances");
        var answer = await connection.SendAsync(request);
        var found = answer.Count("<instanceId>i-"u8);
        if (found < 100) throw new InvalidOperationException($"{found} of 100 instances described");
        Rate($"DescribeInstances, 100 of them", await Load.MedianAsync(server.Port, request, options));
        report.Add("size of that answer (KB)", contender, $"{answer.Body.Length / 1000.0:F0}");
    }

    private async Task LaunchesAsync()
    {
        await using var server = await Server.StartAsync(contender);
        // One run, not a median of several: the world grows with every launch, for both alike.
        var load = await Load.RunAsync(server.Port, Launch(1), options.Clients, options.Seconds);
        Rate("RunInstances of one, simulated", load);
    }

    private async Task ManyInstancesAsync()
    {
        await using var server = await Server.StartAsync(contender);
        await using var connection = new Ec2Connection(server.Port);
        var label = $"{options.ManyInstances:N0} instances";
        var made = 0;
        var clock = Stopwatch.StartNew();
        for (; made < options.ManyInstances; made += 100)
        {
            if (clock.Elapsed.TotalSeconds > ManyLimitSeconds) break;
            await LaunchAsync(connection, 100);
        }
        var only = made < options.ManyInstances ? $" (gave up at {made:N0})" : "";
        report.Add($"{label}: made by calls of 100 (s)", contender, $"{clock.Elapsed.TotalSeconds:F1}{only}");
        await ReadPagesAsync(connection, label);
        report.Add($"{label}: memory (MiB)", contender, $"{server.ResidentMiB():F0}");
    }

    private async Task ReadPagesAsync(Ec2Connection connection, string label)
    {
        var clock = Stopwatch.StartNew();
        var found = 0;
        var pages = 0;
        string? token = null;
        do
        {
            var size = ("MaxResults", $"{PageSize}");
            var answer = await connection.SendAsync(token is null
                ? Ec2Request.Of("DescribeInstances", size)
                : Ec2Request.Of("DescribeInstances", size, ("NextToken", token)));
            if (answer.Status != 200) throw new InvalidOperationException(answer.Text);
            found += answer.Count("<instanceState>"u8);
            token = answer.Element("nextToken");
            pages++;
        }
        while (!string.IsNullOrEmpty(token));
        var each = clock.Elapsed.TotalMilliseconds / pages;
        report.Add($"{label}: ms a page of {PageSize:N0}", contender, $"{each:F0} ({pages} pages, {found:N0} found)");
    }

    private byte[] Launch(int count) => Ec2Request.Of("RunInstances", ("ImageId", contender.Image),
        ("InstanceType", "t3.micro"), ("MinCount", $"{count}"), ("MaxCount", $"{count}"));

    private async Task LaunchAsync(Ec2Connection connection, int count)
    {
        var answer = await connection.SendAsync(Launch(count));
        if (answer.Status != 200) throw new InvalidOperationException(answer.Text);
    }

    private void Rate(string what, Load load)
    {
        report.Add($"{what} (a second)", contender, $"{load.PerSecond:N0}");
        report.Add($"{what}: p50 / p99 (ms)", contender, $"{load.P50:F2} / {load.P99:F2}");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
