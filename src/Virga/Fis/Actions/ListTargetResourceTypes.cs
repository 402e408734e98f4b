using Virga.Service;
using Virga.State;
using Virga.Wire.Fis;

namespace Virga.Fis.Actions;

/// <summary>Lists the types of resources that the actions here have as targets.</summary>
internal sealed class ListTargetResourceTypes : IQuery<ListTargetResourceTypesRequest, ListTargetResourceTypesResponse>
{
    public const string Text = "EC2 Spot Instances";

    public static ListTargetResourceTypesResponse Run(ListTargetResourceTypesRequest input, WorldView at) => new()
    {
        TargetResourceTypes = [new() { ResourceType = FisActions.SpotInstance, Description = Text }],
    };
}
