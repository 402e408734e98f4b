namespace Virga.Bench;

/// <summary>A server to measure: how it is started, and an image that it can "run" without any engine.</summary>
internal sealed record Contender(string Name, string Program, Func<int, string[]> Arguments, string Image)
{
    public static List<Contender> All(Options options)
    {
        var virga = new Contender("Virga", options.Virga,
            port => ["serve", "--host", "127.0.0.1", "--port", $"{port}", "--backend", "mock"], "ami-ubuntu2204");
        var moto = new Contender("moto", options.Moto, port => ["-H", "127.0.0.1", "-p", $"{port}"], "ami-12c6146b");
        return new[] { virga, moto }.Where(contender => File.Exists(contender.Program)).ToList();
    }
}
