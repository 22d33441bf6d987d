@{
    RootModule             = 'ServiceNowElement.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '6f0c1f0e-6f2b-4b0e-9f0b-5d8f3a0b7c21'
    Author                 = 'ServiceNowElement contributors'
    CompanyName            = 'ServiceNowElement contributors'
    Copyright              = '(c) ServiceNowElement contributors. MIT licence.'
    Description            = 'ServiceNow records in the PowerShell pipeline: complete reads in parallel, safe writes, readable filters, typed values, bulk downloads.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Desktop', 'Core')
    FormatsToProcess       = @('ServiceNowElement.Format.ps1xml')
    TypesToProcess         = @('ServiceNowElement.Types.ps1xml')
    CmdletsToExport        = @(
        'Add-CEAttachment'
        'Add-CEComment'
        'Connect-CEServiceNow'
        'ConvertTo-CEQuery'
        'Disconnect-CEServiceNow'
        'Get-CEAttachment'
        'Get-CECatalogItem'
        'Get-CEComment'
        'Get-CEField'
        'Get-CEInstance'
        'Get-CEObject'
        'Get-CEObjectDefinition'
        'Get-CERecord'
        'Get-CESession'
        'Get-CETransformation'
        'Invoke-CERequest'
        'Measure-CERecord'
        'New-CEInstance'
        'New-CERecord'
        'Remove-CEAttachment'
        'Remove-CEInstance'
        'Remove-CEObjectDefinition'
        'Remove-CERecord'
        'Remove-CETransformation'
        'Save-CEAttachment'
        'Set-CEInstance'
        'Set-CEObjectDefinition'
        'Set-CERecord'
        'Set-CETransformation'
        'Start-CEBulkJob'
        'Submit-CECatalogItem'
        'Test-CESession'
        'Test-CETransformation'
        'Wait-CEBulkJob'
    )
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('ServiceNow', 'ITSM', 'REST', 'CloudElements', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            ReleaseNotes = 'See CHANGELOG.md of the project site.'
        }
    }
}
