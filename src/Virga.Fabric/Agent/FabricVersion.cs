namespace Virga.Fabric.Agent;

/// <summary>Both ends are the same program; a difference means that an old agent still runs.</summary>
internal static class FabricVersion
{
    public static readonly string Protocol = typeof(FabricVersion).Assembly.GetName().Version?.ToString() ?? "0";
}
