using Virga.Fabric.Protocol;
using Virga.Network;

namespace Virga.Fabric.Agent;

/// <summary>What could not be made so, by the resource that it concerns.</summary>
internal sealed class FaultList
{
    /// <summary>The list is for people: after so many the rest is the same trouble again.</summary>
    private const int Limit = 1000;
    private readonly List<FabricFault> faults = [];

    public void Add(string owner, string text)
    {
        if (faults.Count < Limit)
            faults.Add(new FabricFault(owner, text));
    }

    public ValueList<FabricFault> ToValueList() => faults.ToValueList();
}
