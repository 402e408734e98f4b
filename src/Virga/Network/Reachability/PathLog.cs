namespace Virga.Network.Reachability;

/// <summary>What happened on one walk, in order, and where it ended.</summary>
internal sealed class PathLog
{
    private readonly List<PathStep> steps = [];

    public ValueList<PathStep> Steps => steps.ToValueList();

    public int Count => steps.Count;

    /// <summary>How many passages through routers there were so far.</summary>
    public int Hop { get; set; }

    /// <summary>The step that stopped the packet, if one did.</summary>
    public PathStep? Stop { get; private set; }

    public void Pass(PathStep step) => steps.Add(step with { Hop = Hop });

    /// <summary>The packet ends here. Gives no position, so that a caller can return what this returns.</summary>
    public Position? Drop(PathStep step, string code)
    {
        Stop = step with { Code = code, Hop = Hop };
        steps.Add(Stop);
        return null;
    }
}
