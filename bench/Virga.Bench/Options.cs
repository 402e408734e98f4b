namespace Virga.Bench;

/// <summary>What to measure and for how long.</summary>
internal sealed record Options
{
    public string Virga { get; init; } = "";

    /// <summary>The program of moto; empty where it is not installed.</summary>
    public string Moto { get; init; } = "";

    public string Out { get; init; } = "baseline.md";

    /// <summary>
    /// Connections that ask at the same time. More than the cores, fewer than would only measure queues.
    /// </summary>
    public int Clients { get; init; } = 8;

    public int Starts { get; init; } = 21;

    public double Seconds { get; init; } = 5;

    /// <summary>Each rate is the median of this many runs.</summary>
    public int Repeats { get; init; } = 3;

    public int ManyInstances { get; init; } = 10_000;

    public static Options Parse(string[] args)
    {
        var options = new Options();
        for (var i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--virga" => options with { Virga = args[++i] },
                "--moto" => options with { Moto = args[++i] },
                "--out" => options with { Out = args[++i] },
                "--clients" => options with { Clients = int.Parse(args[++i]) },
                "--seconds" => options with { Seconds = double.Parse(args[++i]) },
                "--many" => options with { ManyInstances = int.Parse(args[++i]) },
                "--quick" => options with { Starts = 5, Seconds = 1, Repeats = 1, ManyInstances = 1_000 },
                _ => throw new ArgumentException($"unknown argument {args[i]}"),
            };
        }
        return options;
    }
}
