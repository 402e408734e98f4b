using Virga.Service;
using Virga.State;
using Virga.Wire.Fis;

namespace Virga.Fis.Actions;

/// <summary>Describes what targets of a type may be told by beside ids, tags and filters: nothing, here.</summary>
internal sealed class GetTargetResourceType : IQuery<GetTargetResourceTypeRequest, GetTargetResourceTypeResponse>
{
    public static GetTargetResourceTypeResponse Run(GetTargetResourceTypeRequest input, WorldView at) =>
        input.ResourceType == FisActions.SpotInstance
            ? new()
            {
                TargetResourceType = new()
                {
                    ResourceType = FisActions.SpotInstance, Description = ListTargetResourceTypes.Text, Parameters = [],
                },
            }
            : throw FisErrors.NotFound("Target resource type", input.ResourceType ?? "");
}
