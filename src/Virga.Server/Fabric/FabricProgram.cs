using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Virga.Server.Fabric;

/// <summary>
/// This program as the fabric's image holds it: the native binary alone, or, where Virga runs from source, its
/// assemblies with the .NET runtime that runs them.
/// </summary>
internal sealed record FabricProgram
{
    private const string App = "/app/";
    private const string Runtime = "/dotnet/";

    /// <summary>Parts of the runtime for debuggers and tracers, with libraries that few machines have.</summary>
    private static readonly string[] Unneeded =
        ["libcoreclrtraceptprovider.so", "libmscordaccore.so", "libmscordbi.so"];

    /// <summary>
    /// The agent needs the base library only, so the image's own configuration names no other framework.
    /// </summary>
    private const string Configuration = "virga-server.runtimeconfig.json";

    /// <summary>What is run in the container; a verb follows.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Path in the image to path on this machine.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>Path in the image to content that is no file here.</summary>
    public IReadOnlyDictionary<string, byte[]> Texts { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>Native files of this machine whose libraries belong into the image.</summary>
    public required IReadOnlyList<string> Natives { get; init; }

    /// <summary>What runs now.</summary>
    /// <exception cref="IOException">What is missing.</exception>
    public static FabricProgram OfThisProcess() => RuntimeFeature.IsDynamicCodeSupported
        ? Managed(AppContext.BaseDirectory, RuntimeEnvironment.GetRuntimeDirectory())
        : Native(Environment.ProcessPath ?? throw new IOException("this process has no file"));

    /// <summary>A native binary.</summary>
    public static FabricProgram Native(string binary)
    {
        if (!IsNative(binary)) throw new IOException($"{binary} is no native binary");
        return new()
        {
            Command = ["/virga"],
            Files = new Dictionary<string, string> { ["/virga"] = binary },
            Natives = [binary],
        };
    }

    /// <summary>Assemblies and the runtime that they run on.</summary>
    /// <param name="app">Where virga-server.dll is.</param>
    /// <param name="runtime">Such as /usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.0.</param>
    public static FabricProgram Managed(string app, string runtime)
    {
        var folder = new DirectoryInfo(runtime.TrimEnd(Path.DirectorySeparatorChar));
        var (version, name) = (folder.Name, folder.Parent?.Name);
        var root = folder.Parent?.Parent?.Parent?.FullName ?? "";
        var host = Path.Combine(root, "dotnet");
        var resolver = Path.Combine(root, "host", "fxr", version, "libhostfxr.so");
        if (!File.Exists(host) || !File.Exists(resolver))
            throw new IOException($"the .NET host of {runtime} was not found, which the fabric's image needs");
        var files = new Dictionary<string, string>
        {
            [Runtime + "dotnet"] = host,
            [$"{Runtime}host/fxr/{version}/libhostfxr.so"] = resolver,
        };
        foreach (var file in folder.GetFiles().Where(file => !Unneeded.Contains(file.Name)))
            files[$"{Runtime}shared/{name}/{version}/{file.Name}"] = file.FullName;
        foreach (var pattern in new[] { "virga-server.dll", "Virga.*dll" })
        {
            foreach (var file in Directory.GetFiles(app, pattern)) files[App + Path.GetFileName(file)] = file;
        }

        return new()
        {
            Command = [Runtime + "dotnet", App + "virga-server.dll"],
            Files = files,
            Texts = new Dictionary<string, byte[]> { [App + Configuration] = ConfigurationOf(name!, version) },
            Natives = [host, .. files.Values.Where(file => file.EndsWith(".so", StringComparison.Ordinal))],
        };
    }

    private static byte[] ConfigurationOf(string framework, string version) => Encoding.UTF8.GetBytes($$"""
        {
          "runtimeOptions": {
            "framework": { "name": "{{framework}}", "version": "{{version}}" },
            "configProperties": { "System.Globalization.Invariant": true, "System.GC.Concurrent": false }
          }
        }
        """);

    private static bool IsNative(string path)
    {
        Span<byte> head = stackalloc byte[4];
        using var file = File.OpenRead(path);
        // The launcher of a program that needs a runtime is small, and native as well.
        return file.ReadAtLeast(head, 4, throwOnEndOfStream: false) == 4
            && head.SequenceEqual("\u007fELF"u8) && file.Length > 4 * 1024 * 1024;
    }
}
