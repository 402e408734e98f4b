using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IdFormats;

/// <summary>Asks for long ids, which all resources have.</summary>
internal sealed class ModifyIdFormat : IQuery<ModifyIdFormatRequest, ModifyIdFormatResult>
{
    public static ModifyIdFormatResult Run(ModifyIdFormatRequest input, WorldView at)
    {
        IdFormats.CheckChange(input.Resource, input.UseLongIds);
        return new();
    }
}
