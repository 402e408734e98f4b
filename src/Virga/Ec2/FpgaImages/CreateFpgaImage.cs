using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.FpgaImages;

/// <summary>Makes an FPGA image of a design in S3; no bucket exists here.</summary>
internal sealed class CreateFpgaImage : IMutation<CreateFpgaImageRequest, CreateFpgaImageResult>
{
    public static CreateFpgaImageResult Run(CreateFpgaImageRequest input, Change change) =>
        throw NoBuckets.NotFound(input.InputStorageLocation?.Bucket);
}
