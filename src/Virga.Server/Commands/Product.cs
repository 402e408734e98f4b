using System.Reflection;

namespace Virga.Server.Commands;

/// <summary>What this program is.</summary>
internal static class Product
{
    public static string Version { get; } = typeof(Product).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
