BeforeDiscovery {
    $manifest = Join-Path $PSScriptRoot '../../artifacts/module/ServiceNowElement/ServiceNowElement.psd1'
    Import-Module $manifest -Force
    $commands = foreach ($command in Get-Command -Module ServiceNowElement) { @{ Name = $command.Name; Command = $command } }
}

Describe 'The module' {
    BeforeAll {
        $folder = (Resolve-Path (Join-Path $PSScriptRoot '../../artifacts/module/ServiceNowElement')).Path
        Import-Module (Join-Path $folder 'ServiceNowElement.psd1') -Force
    }
    It 'holds exactly the listed files' {
        (Get-ChildItem $folder -File -Recurse).Name | Sort-Object | Should -Be (@(
            'LICENSE', 'Newtonsoft.Json.dll', 'ServiceNowElement.Core.dll', 'ServiceNowElement.dll', 'ServiceNowElement.Format.ps1xml', 'ServiceNowElement.psd1', 'ServiceNowElement.Types.ps1xml') | Sort-Object)
    }
    It 'exports what the manifest lists' {
        (Get-Command -Module ServiceNowElement).Name | Sort-Object | Should -Be (Import-PowerShellDataFile (Join-Path $folder 'ServiceNowElement.psd1')).CmdletsToExport
    }
    It 'has a valid manifest' { Test-ModuleManifest (Join-Path $folder 'ServiceNowElement.psd1') | Should -Not -BeNullOrEmpty }
    It 'gives a parameter name one type' {
        $parameters = Get-Command -Module ServiceNowElement | ForEach-Object { $_.Parameters.Values }
        $mixed = $parameters | Group-Object Name | Where-Object { @($_.Group.ParameterType | Select-Object -Unique).Count -gt 1 } | ForEach-Object Name
        $mixed | Where-Object { $_ -notin 'Name', 'Path', 'Tag', 'As', 'MaxConcurrency', 'Format' } | Should -BeNullOrEmpty
    }
}

Describe '<Name>' -ForEach $commands {
    It 'uses an approved verb' { (Get-Verb).Verb | Should -Contain $Command.Verb }
    It 'has a singular noun with the prefix' { $Command.Noun | Should -Match '^CE.*[^s]$' }
    It 'declares an output type' { $Command.OutputType.Count | Should -BeGreaterThan 0 }
    It 'takes no secret as plain text' {
        $Command.Parameters.Values | Where-Object { $_.Name -match '(Password|Secret|Token|ApiKey)$' -and $_.ParameterType -eq [string] } | Should -BeNullOrEmpty
    }
    It 'can be rehearsed when it changes something' {
        if ($Command.Verb -in 'Add', 'Invoke', 'New', 'Save', 'Set', 'Remove', 'Start', 'Submit') { $Command.Parameters.Keys | Should -Contain 'WhatIf' }
    }
}
