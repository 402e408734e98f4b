using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Shows one attribute of an image of the account.</summary>
internal sealed class DescribeImageAttribute : IQuery<DescribeImageAttributeRequest, ImageAttribute>
{
    public static ImageAttribute Run(DescribeImageAttributeRequest input, WorldView at)
    {
        var image = ChosenImage.Own(at, input.ImageId);
        var shape = ImageView.Of(image, at.Account, at);
        var answer = new ImageAttribute { ImageId = image.Id };
        switch (input.Attribute)
        {
            case ImageAttributeName.Description:
                answer.Description = new() { Value = image.Description };
                break;
            case ImageAttributeName.LaunchPermission:
                answer.LaunchPermissions = ImagePermissions.Show(image);
                break;
            case ImageAttributeName.BlockDeviceMapping:
                answer.BlockDeviceMappings = shape.BlockDeviceMappings;
                break;
            case ImageAttributeName.Kernel:
                answer.KernelId = new();
                break;
            case ImageAttributeName.Ramdisk:
                answer.RamdiskId = new();
                break;
            case ImageAttributeName.ProductCodes:
                answer.ProductCodes = [];
                break;
            case ImageAttributeName.BootMode:
                answer.BootMode = new() { Value = image.BootMode };
                break;
            case ImageAttributeName.TpmSupport:
                answer.TpmSupport = new() { Value = image.TpmSupport };
                break;
            case ImageAttributeName.SriovNetSupport:
                answer.SriovNetSupport = new() { Value = image.SriovNetSupport };
                break;
            case "imdsSupport":
                answer.ImdsSupport = new() { Value = image.ImdsSupport };
                break;
            case "lastLaunchedTime":
                answer.LastLaunchedTime = new() { Value = shape.LastLaunchedTime };
                break;
            case "uefiData":
                answer.UefiData = new() { Value = image.UefiData };
                break;
            case "deregistrationProtection":
                answer.DeregistrationProtection = new() { Value = image.DeregistrationProtection };
                break;
            default:
                throw CommonErrors.InvalidParameterValue(
                    $"Value ({input.Attribute}) for parameter attribute is invalid. Unknown attribute.");
        }

        return answer;
    }
}
